/**
 * Whether tensors are all finite, at the price of one sum each and one number read; where tensors lie in
 * the memory of the process small ones are read as they are, which costs less than an operation.
 *
 * A sum of something non-finite is never finite. The sum of finite values can overflow, so a bad
 * sum is a reason to look closely, not a verdict.
 */
import { addN, cast, engine, sum, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { healthOf, isFinite, type Health } from '../health.js';

/** A tensor and its place: `loss`, `gradient:NAME` or `parameter:NAME`. */
export interface Watched {
  readonly site: string;
  readonly tensor: Tensor;
}

/** Backends from which a read is a copy in memory; from a GPU each read waits for all that runs. */
const inMemory = new Set(['cpu', 'wasm', 'tensorflow']);

/** The most values of a tensor that is read rather than summed by the backend. */
const few = 1024;

/** A clone costs a call of the backend: what is float32 already is summed as it is. */
const sumOf = ({ tensor }: Watched): Tensor =>
  sum(tensor.dtype === 'float32' ? tensor : cast(tensor, 'float32'));

/** In JavaScript's double precision, where no sum of so few can overflow. */
function isSmallFinite({ tensor }: Watched): boolean {
  let total = 0;
  for (const value of tensor.dataSync()) total += value;
  return Number.isFinite(total);
}

function areAllFinite(telling: readonly Watched[]): boolean {
  const reads = inMemory.has(engine().backendName);
  const [small, large] = [[] as Watched[], [] as Watched[]];
  for (const one of telling) (reads && one.tensor.size <= few ? small : large).push(one);
  if (!small.every(isSmallFinite)) return false;
  if (large.length === 0) return true;
  return Number.isFinite(tidy(() => addN(large.map(sumOf)).dataSync()[0]!));
}

/**
 * The first that is not finite, in the order given, and its health; null where all are finite.
 *
 * @param telling those of `watched` that cannot be finite where another is not: only these are looked at
 * while all is well
 */
export function firstBad(
  watched: readonly Watched[],
  telling: readonly Watched[],
): { site: string; health: Health } | null {
  if (areAllFinite(telling)) return null;
  for (const { site, tensor } of watched) {
    const health = healthOf(tensor.dataSync());
    if (!isFinite(health)) return { site, health };
  }
  return null;
}
