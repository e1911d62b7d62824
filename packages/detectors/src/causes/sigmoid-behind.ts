/** Whether a value is a probability that a sigmoid made: p, or 1 - p. */
import type { Value } from '../checking/operation.js';

export function isOfSigmoid(value: Value | undefined): boolean {
  const made = value?.producer;
  return (
    made?.kernel === 'Sigmoid' ||
    (made?.kernel === 'Sub' &&
      Object.values(made.inputs).some(({ producer }) => producer?.kernel === 'Sigmoid'))
  );
}
