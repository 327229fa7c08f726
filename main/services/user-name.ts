import { userInfo } from 'node:os';

/** The account of the operating system, which need not have a name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
