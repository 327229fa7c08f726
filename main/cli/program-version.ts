import packageDescription from '../../package.json' with { type: 'json' };

export const PROGRAM_VERSION: string = packageDescription.version;
/** How this program names itself in locks and in the activity log. */
export const PROGRAM_NAME = `stillhunt ${PROGRAM_VERSION}`;
