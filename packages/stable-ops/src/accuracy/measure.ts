/** How far results are from their references: the largest error, where, and what is not even of the right kind. */
import * as tf from '@tensorflow/tfjs-core';
import type { Tensor } from '@tensorflow/tfjs-core';
import { sameKind } from '../contract/same-kind.js';
import type { Call } from './peers.js';
import type { ReferenceCase, Results } from './references.js';
import { ulpsApart } from '../contract/units.js';

/** Below it float32 has fewer digits, and TensorFlow's kernels give 0. */
const smallestNormal = 2 ** -126;

export interface Error {
  /** In units of the last place; of a row's largest number, where rows are compared. */
  readonly worst: number;
  /** The index of the input or row where the largest error is. */
  readonly at: number;
  /** The share of results that are NaN or infinite where the reference is finite, or the other way. */
  readonly wrongKind: number;
}

export interface Measured {
  readonly value: Error;
  /** Null where tfjs throws: it does where a gradient passes a comparison. */
  readonly gradient: Error | null;
}

/** What a call gives whose gradient throws. */
interface ValuesOnly {
  readonly value: ArrayLike<number>;
  readonly gradients: null;
}

/** Value and gradients of a call at the inputs of a case, on the current backend. */
export function evaluate(call: Call, one: ReferenceCase): Results | ValuesOnly {
  const inputs = () => one.inputs.map((data, i) => tf.tensor(data, one.shapes[i] as number[]));
  const value = tf.tidy(() => call(...inputs()).dataSync());
  try {
    return { value, gradients: tf.tidy(() => gradientsOf(call, one, inputs())) };
  } catch {
    return { value, gradients: null };
  }
}

function gradientsOf(call: Call, one: ReferenceCase, all: readonly Tensor[]) {
  const total = (...varied: Tensor[]) => {
    const result = call(...all.map((input, i) => varied[one.wrt.indexOf(i)] ?? input));
    // Weighted by 1, 2, 3, ...: the sum of a softmax would hide its gradient.
    return tf.sum(result.rank === 2 ? tf.mul(result, tf.range(1, result.shape[1]! + 1)) : result);
  };
  return tf
    .grads(total)(one.wrt.map((i) => all[i]!))
    .map((gradient) => gradient.dataSync());
}

/**
 * The error of `got`; `width` numbers at a time are one vector, whose errors are in units of the
 * last place of its largest number.
 */
export function errorOf(got: ArrayLike<number>, want: ArrayLike<number>, width: number): Error {
  let [worst, at, wrong] = [0, -1, 0];
  for (let start = 0; start < want.length; start += width) {
    let unit = 0;
    for (let i = start; i < start + width; i++) unit = Math.max(unit, Math.abs(want[i]!));
    for (let i = start; i < start + width; i++) {
      if (!sameKind(got[i]!, want[i]!)) wrong++;
      else if (
        unit >= smallestNormal &&
        Number.isFinite(got[i]!) &&
        Number.isFinite(Math.fround(unit))
      ) {
        // An error of d at want is one of d at unit.
        const error =
          width === 1 ? ulpsApart(got[i]!, want[i]!) : ulpsOfDifference(got[i]! - want[i]!, unit);
        if (error > worst) [worst, at] = [error, start / width];
      }
    }
  }
  return { worst, at, wrongKind: wrong / want.length };
}

function ulpsOfDifference(difference: number, at: number): number {
  return Math.abs(difference) / 2 ** (Math.floor(Math.log2(at)) - 23);
}

/** Both errors of one column of the table; the worse of the gradients counts. */
export function measure(results: Results | ValuesOnly, one: ReferenceCase): Measured {
  const count = one.shapes[0]![0]!;
  const widthOf = (length: number) => (one.group === 'rows' ? length / count : 1);
  return {
    value: errorOf(results.value, one.exact.value, widthOf(one.exact.value.length)),
    gradient: results.gradients && worstOf(results.gradients),
  };

  function worstOf(got: Results['gradients']): Error {
    const errors = one.exact.gradients.map((want, i) =>
      errorOf(got[i]!, want, widthOf(want.length)),
    );
    const worst = errors.reduce((a, b) => (b.worst > a.worst ? b : a));
    return { ...worst, wrongKind: Math.max(...errors.map(({ wrongKind }) => wrongKind)) };
  }
}
