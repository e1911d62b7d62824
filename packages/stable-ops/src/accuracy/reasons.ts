/** Where the stable operation is not the nearest, or loses most digits, and why it stays so. */
import type { Column, Row } from './rows.js';
import type { Measured } from './measure.js';

export interface LessAccurate {
  readonly name: string;
  readonly what: keyof Measured;
  readonly ours: number;
  readonly peer: Column;
  readonly theirs: number;
}

/** Peers that are right in kind everywhere and nearer by more than one unit. */
export function lessAccurate(rows: readonly Row[]): readonly LessAccurate[] {
  const found: LessAccurate[] = [];
  for (const { one, measured } of rows)
    for (const what of ['value', 'gradient'] as const)
      for (const peer of ['naive', 'tfjs'] as const) {
        const ours = measured.Brink![what]!.worst;
        const theirs = measured[peer]?.[what];
        if (
          theirs === undefined ||
          theirs === null ||
          theirs.wrongKind > 0 ||
          ours <= theirs.worst + 1
        )
          continue;
        found.push({ name: one.name, what, ours, peer, theirs: theirs.worst });
      }
  return found;
}

const float64 =
  'The kernel of the backend `cpu` computes in float64 and rounds once; ours is made of float32 kernels that every backend has.';
const square =
  'The textbook divides by a square, which overflows from 1.8e19 on and is 0 below 1e-23; ours divides twice.';
const cancels =
  'The numbers of that row cancel: the error is a few units of the terms, and which sum is luckier depends on the row.';

const large = 1000;

/** Results of ours that are off by more than a thousand units. */
export function losesDigits(
  rows: readonly Row[],
): readonly Omit<LessAccurate, 'peer' | 'theirs'>[] {
  return rows.flatMap(({ one: { name }, measured }) =>
    (['value', 'gradient'] as const).flatMap((what) => {
      const ours = measured.Brink![what]!.worst;
      return ours > large ? [{ name, what, ours }] : [];
    }),
  );
}

const oneSided =
  'One probability is nearly 1 there: 1 - p is what float32 leaves of it, and the gradient, below 1e-10, is a difference of such numbers.';
const alreadyRight =
  'The class is right already and the loss is far below the rounding of the logits (1e-22 at the worst row): it comes out as 0, as everywhere else.';

/** Of `losesDigits`, by `operation, value` or `operation, gradient`. */
export const lossesOfDigits: Readonly<Record<string, string>> = {
  'logMeanExp, value':
    'Where all numbers are near 0 so is the result (3e-5 at the worst row), the difference of a logSumExp and the logarithm of the count.',
  'softmax, gradient': oneSided,
  'maskedSoftmax, gradient': oneSided,
  'softmaxCrossEntropy, value': alreadyRight,
  'softmaxCrossEntropy, gradient': alreadyRight,
  'softmaxFocalCrossEntropy, value': oneSided,
  'softmaxFocalCrossEntropy, gradient': oneSided,
  'gaussianLoss, gradient':
    'The derivative (1 - z^2) / 2 in the logarithm of the variance passes through 0 where z^2 is 1 (0.999 at the worst row).',
  'cosineLoss, value':
    'The vectors are nearly parallel (a loss of 1e-7 at the worst row), and their rounded directions are subtracted.',
  'cosineLoss, gradient':
    'The vectors are nearly parallel (a loss of 1e-7 at the worst row), and their rounded directions are subtracted.',
};

/** Of `lessAccurate`, by `operation, value` or `operation, gradient`. */
export const reasons: Readonly<Record<string, string>> = {
  'sigmoid, value': float64,
  'softplus, gradient': float64,
  'logSigmoid, gradient': float64,
  'safeDivide, gradient': square,
  'atan2, gradient': square,
  'geometricMean, value':
    'The mean of logarithms is rounded where its exponential multiplies the error; the product of the textbook is nearer for as long as it neither overflows nor vanishes.',
  'meanOfSquares, value':
    'It is the square of a scaled norm, which cannot overflow; two more roundings.',
  'meanOfSquares, gradient':
    'It is the square of a scaled norm, which cannot overflow; two more roundings.',
  'softmaxFocalCrossEntropy, gradient':
    'Both have 1 - p of a probability that is nearly 1, of which float32 keeps few digits; the gradient there is of the order of 1e-14.',
  'laplaceLoss, gradient': cancels,
  'ratioLoss, gradient': cancels,
};
