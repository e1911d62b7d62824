import type { Variable } from '@tensorflow/tfjs-core';

/** What an optimizer keeps of a parameter: variables that tfjs numbers and does not train. */
export const isOptimizerSlot = ({ name, trainable }: Variable): boolean =>
  !trainable && /^\d+$/.test(name);
