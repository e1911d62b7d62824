/** Times of calls that take turns, so that a machine that slows down slows all of them. */
import * as tf from '@tensorflow/tfjs';
import { median } from '../median.js';

type Call = () => tf.Tensor;

/** The least time of one turn, so that the clock's grain does not count. */
const turn = 2;

function run(call: Call, times: number): number {
  const started = performance.now();
  for (let i = 0; i < times; i += 1) tf.tidy(() => void call());
  return performance.now() - started;
}

/**
 * Milliseconds of each call, the median of `rounds`; null where it throws, or is null itself.
 */
export function medians(calls: readonly (Call | null)[], rounds: number): (number | null)[] {
  const able = calls.map((call) => {
    if (call === null) return null;
    try {
      run(call, 2);
      return {
        call,
        times: Math.max(1, Math.ceil((2 * turn) / run(call, 2))),
        spent: [] as number[],
      };
    } catch {
      return null;
    }
  });
  for (let round = 0; round < rounds; round += 1)
    for (const one of able) if (one !== null) one.spent.push(run(one.call, one.times) / one.times);
  return able.map((one) => (one === null ? null : median(one.spent)));
}
