/**
 * Whether tensors are all finite, at the price of one sum each and one number read. Where tensors lie in
 * the memory of the process a read costs less than an operation: each sum is read, and small tensors are
 * read as they are.
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

/** Whether a read is a copy in memory; from a GPU each read waits for all that runs. */
function readsAreCheap(): boolean {
  const { backendName, backend } = engine();
  if (backendName === 'cpu' || backendName === 'wasm') return true;
  // tfjs-node and tfjs-node-gpu give their backend the same name.
  return (
    backendName === 'tensorflow' &&
    (backend as { isUsingGpuDevice?: boolean }).isUsingGpuDevice !== true
  );
}

/** The most values of a tensor that is read rather than summed by the backend. */
const few = 1024;

/** A clone costs a call of the backend: what is float32 already is summed as it is. */
const sumOf = ({ tensor }: Watched): Tensor =>
  sum(tensor.dtype === 'float32' ? tensor : cast(tensor, 'float32'));

/** In JavaScript's double precision, where no sum of so few can overflow. */
function isSmallFinite({ tensor }: Watched): boolean {
  const values = tensor.dataSync();
  let total = 0;
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- an iterator takes eight times as long
  for (let at = 0; at < values.length; at += 1) total += values[at]!;
  return Number.isFinite(total);
}

function areAllFinite(telling: readonly Watched[]): boolean {
  if (telling.length === 0) return true;
  if (!readsAreCheap()) return Number.isFinite(tidy(() => addN(telling.map(sumOf)).dataSync()[0]!));
  return telling.every((one) =>
    one.tensor.size <= few
      ? isSmallFinite(one)
      : Number.isFinite(tidy(() => sumOf(one).dataSync()[0]!)),
  );
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
