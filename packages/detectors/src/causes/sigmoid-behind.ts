/** Whether a value is a probability that a sigmoid made: p, or 1 - p, clipped or not. */
import type { Operation, Value } from '../checking/operation.js';

export function isOfSigmoid(value: Value | undefined): boolean {
  const made = beforeClip(value);
  return (
    made?.kernel === 'Sigmoid' ||
    (made?.kernel === 'Sub' &&
      Object.values(made.inputs).some((one) => beforeClip(one)?.kernel === 'Sigmoid'))
  );
}

const beforeClip = (value: Value | undefined): Operation | undefined =>
  value?.producer?.kernel === 'ClipByValue' ? value.producer.inputs.x?.producer : value?.producer;

/** Whether it went through a clip: one at 1 - 1e-8 is one at 1 in single precision. */
export const isClipped = (value: Value | undefined): boolean =>
  [value, ...Object.values(value?.producer?.inputs ?? {})].some(
    (one) => one?.producer?.kernel === 'ClipByValue',
  );
