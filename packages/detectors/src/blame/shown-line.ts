import { relative } from 'node:path';

/** A path from where the person stands, where that is shorter. */
export function shownLine(line: string): string {
  const from = relative(process.cwd(), line);
  return from.startsWith('..') ? line : from;
}
