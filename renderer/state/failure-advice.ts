import type { FailureCode } from '../../main/engine/domain/failure.ts';

export interface FailureAdvice {
  readonly title: string;
  readonly advice: string;
}

/** What the window says beside the fact that a failure states. Exhaustive: a new code does not compile without its advice. */
export const FAILURE_ADVICE: Readonly<Record<FailureCode, FailureAdvice>> = {
  'case-exists': {
    title: 'A case of this name is already there',
    advice: 'Choose another name, or open the case that is there. Nothing was overwritten.',
  },
  'case-missing': {
    title: 'The case is not where it was',
    advice: 'It may have been moved, renamed, or be on a drive that is not connected. Use Open to point to it.',
  },
  'case-foreign': {
    title: 'This is not a Stillhunt case',
    advice: 'Open the .stillhunt file inside a case folder. To read a log export, import it into a case instead.',
  },
  'case-newer': {
    title: 'The case was made by a newer Stillhunt',
    advice: 'Open it with that version or a later one. This version left it untouched.',
  },
  'case-locked': {
    title: 'Somebody else has this case open',
    advice: 'Close it there, or open it read-only here. Reading is safe while the other program writes.',
  },
  'case-read-only': {
    title: 'The case is open read-only',
    advice: 'Close it and open it again for writing to import or analyse.',
  },
  'case-damaged': {
    title: 'The case is damaged',
    advice:
      'Run Check to see which parts. Parts that check out stay readable; import the sources again into a new case to restore the rest.',
  },
  'file-missing': { title: 'A file is missing', advice: 'It may have been moved or deleted since it was chosen. Choose it again.' },
  'file-unreadable': { title: 'A file could not be read', advice: 'Check that you may read it and that the drive is connected.' },
  'file-malformed': {
    title: 'A file is not what its name says',
    advice: 'Check that the export finished and was copied whole. Records read before the fault are kept.',
  },
  'file-bomb': {
    title: 'A compressed file grows beyond all measure',
    advice: 'Reading stopped to protect this machine. If the file is genuine, decompress it first and import the result.',
  },
  'format-unknown': {
    title: 'No format recognises this file',
    advice: 'Choose it to import and map its columns to canonical ones; a table of another kind may be a side table.',
  },
  'mapping-invalid': { title: 'The mapping file is not valid', advice: 'Correct the entry named in the message and import again.' },
  'settings-invalid': { title: 'A setting is out of range', advice: 'Correct the setting named in the message and run again.' },
  'scenario-unknown': { title: 'No such scenario', advice: 'Choose one of the scenarios that the headless program lists.' },
  'campaign-unknown': {
    title: 'This campaign is no longer there',
    advice: 'A later analysis replaced it. Go back to the campaigns table for the current ones.',
  },
  'account-unknown': { title: 'No such account in this case', advice: 'Check the identifier; it must be spelled exactly as in the log.' },
  'edit-invalid': {
    title: 'This cannot be done to the campaign',
    advice: 'Nothing was changed. The list of changes shows what was done so far.',
  },
  'injection-impossible': {
    title: 'Nothing can be planted into this case',
    advice: 'Planting needs exchanges with times and accounts. Sources shows what the case lacks; a side table may give accounts.',
  },
  'analysis-missing': { title: 'The case has not been analysed yet', advice: 'Run Analyse; it needs no network and can be cancelled.' },
  'entry-unknown': { title: 'It is no longer in the case', advice: 'The case changed since the list was read. Reload the list.' },
  'row-unknown': { title: 'No such exchange', advice: 'The case changed since the table was read. Reload the table.' },
  'bundle-malformed': { title: 'The evidence bundle is incomplete', advice: 'Copy the bundle again, whole, and verify it again.' },
  'bundle-tampered': {
    title: 'The evidence bundle does not match its manifest',
    advice: 'Do not rely on it. The message names what differs; ask for the bundle again from where it was made.',
  },
  'folder-not-empty': { title: 'The folder is not empty', advice: 'Choose an empty folder, or make a new one. Nothing was overwritten.' },
  'disk-full': {
    title: 'The disk is full',
    advice: 'Free some space, then start again: an interrupted import goes on where it stopped.',
  },
  cancelled: { title: 'Cancelled', advice: 'What was complete before the cancel is kept.' },
  'worker-lost': {
    title: 'A worker stopped unexpectedly',
    advice: 'Memory may have run short. Close other programs and start again: finished work is kept.',
  },
};
