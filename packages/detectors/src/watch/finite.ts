/**
 * Whether tensors are all finite, at the price of one sum each and one number read.
 *
 * A sum of something non-finite is never finite. The sum of finite values can overflow, so a bad
 * sum is a reason to look closely, not a verdict.
 */
import { addN, cast, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { healthOf, isFinite, type Health } from '../health.js';

/** A tensor and its place: `loss`, `gradient:NAME` or `parameter:NAME`. */
export interface Watched {
  readonly site: string;
  readonly tensor: Tensor;
}

/** A clone costs a call of the backend: what is float32 already is summed as it is. */
const sumOf = ({ tensor }: Watched): Tensor =>
  sum(tensor.dtype === 'float32' ? tensor : cast(tensor, 'float32'));

/**
 * The first that is not finite, in the order given, and its health; null where all are finite.
 *
 * @param telling those of `watched` that cannot be finite where another is not: these are summed
 */
export function firstBad(
  watched: readonly Watched[],
  telling: readonly Watched[],
): { site: string; health: Health } | null {
  const total = tidy(() => addN(telling.map(sumOf)).dataSync()[0]!);
  if (Number.isFinite(total)) return null;
  for (const { site, tensor } of watched) {
    const health = healthOf(tensor.dataSync());
    if (!isFinite(health)) return { site, health };
  }
  return null;
}
