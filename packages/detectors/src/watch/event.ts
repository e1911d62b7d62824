/** What `watch` says when it fires: plain data, ready for JSON. */
import type { BlameReport } from '../blame/report.js';

/**
 * What to do about a step that is not finite. All of them leave the last good parameters in place.
 * `throw`: throw a NonFiniteError. `stop`: end the training; a custom loop reads `stopped`.
 * `skip`: drop the update and go on. `rollback`: go back to the last snapshot, up to `snapshotEvery`
 * steps ago, multiply the learning rate, and go on.
 */
export type Policy = 'throw' | 'stop' | 'skip' | 'rollback';

export interface WatchEvent {
  readonly event: 'non-finite';
  /** Counted from 0. */
  readonly step: number;
  /** `loss`, `gradient:NAME` or `parameter:NAME`: the first in this order. */
  readonly site: string;
  readonly nan: number;
  readonly infinite: number;
  readonly size: number;
  readonly policy: Policy;
  /** What was done, as a sentence. */
  readonly action: string;
  /** Where it came from, where the step could be replayed. */
  readonly report: BlameReport | null;
  /** Why the report is missing or has no origin; null where it has one, or no replay was wanted. */
  readonly unexplained: string | null;
}

/** What was seen of a step: the part of an event that a saved step keeps. */
export type Sighting = Pick<WatchEvent, 'step' | 'site' | 'nan' | 'infinite' | 'size'>;

/** `step 3: 1 NaN of 4 in loss`. */
export function sightingText({ step, site, nan, infinite, size }: Sighting): string {
  const what = nan > 0 ? `${nan} NaN` : `${infinite} Inf`;
  return `step ${step}: ${what} of ${size} in ${site}`;
}

/** Thrown under the policy `throw`. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError';

  constructor(
    readonly event: WatchEvent,
    text: string,
  ) {
    super(text);
  }
}
