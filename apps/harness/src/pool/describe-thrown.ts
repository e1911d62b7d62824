/** What a cell threw, in one line with the user's own source line where it is known. */
import { messageOf } from '../errors.js';

/** A frame of neither Node, tfjs nor Brink. */
function isForeign(frame: string): boolean {
  return !/node:|[\\/]node_modules[\\/]|[\\/](?:packages|apps)[\\/][\w-]+[\\/]dist[\\/]/.test(
    frame,
  );
}

export function describeThrown(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  const frame = (error.stack ?? '')
    .split('\n')
    .find((line) => /^\s+at /.test(line) && isForeign(line));
  const place = frame === undefined ? null : /\(?([^\s()]+:\d+:\d+)\)?$/.exec(frame)?.[1];
  return place === null || place === undefined
    ? messageOf(error)
    : `${messageOf(error)} (at ${place.replace(/^file:\/\//, '')})`;
}
