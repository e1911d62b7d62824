/**
 * Infinities that are meant: a mask of -Infinity, a running minimum that starts at Infinity.
 * An operation or a value that is allowed counts as finite, so what a NaN does later is still found.
 */
import { isFinite } from '../health.js';
import type { Operation, Value } from '../checking/operation.js';

/** One deliberate non-finite value. All that is given must match. */
export interface Allowed {
  /** The kernel that may make it, for example `Fill`. */
  readonly op?: string;
  /** The end of the source line that may make it, for example `mask.ts:12`. */
  readonly line?: string;
  /** The value that it may be: Infinity, -Infinity or NaN. With neither `op` nor `line` this holds everywhere. */
  readonly value?: number;
}

/** Whether an operation's output, or what came in from outside (no operation), is bad and not allowed. */
export function isBad(
  value: Value,
  maker: Operation | undefined,
  allowed: readonly Allowed[],
): boolean {
  const { health } = value;
  if (isFinite(health)) return false;
  const matching = allowed.filter(
    ({ op, line }) =>
      (op === undefined || op === maker?.kernel) &&
      (line === undefined || isAtLine(maker?.line, line)),
  );
  const may = (wanted: number) =>
    matching.some(({ value: given }) => given === undefined || Object.is(given, wanted));
  return (
    (health.nan > 0 && !may(NaN)) ||
    (health.positiveInfinity > 0 && !may(Infinity)) ||
    (health.negativeInfinity > 0 && !may(-Infinity))
  );
}

/** `file.ts:12` is the end of `/path/file.ts:12:5` without its column. */
const isAtLine = (found: string | undefined, wanted: string): boolean =>
  found !== undefined && (found.endsWith(wanted) || found.replace(/:\d+$/, '').endsWith(wanted));
