import { count } from './figures.ts';

/** The recorded details of an activity, a JSON object, as one line to read: names with their values, paths cut to the file's name. */
export function activityText(details: string): string {
  let recorded: unknown;
  try {
    recorded = JSON.parse(details);
  } catch {
    return details;
  }
  if (typeof recorded !== 'object' || recorded === null) return details;
  return Object.entries(recorded)
    .map(([name, value]) => (name === 'path' ? fileName(String(value)) : `${spaced(name)} ${valueText(value)}`))
    .join(' · ');
}

function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}

function spaced(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return count(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return /^[0-9a-f]{64}$/.test(value) ? value.slice(0, 12) : value;
}
