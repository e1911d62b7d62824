/** Kernels that can never be traced, with the reason; all that have no rule are refused by name. */
import type { KernelRule, KernelTable } from './kernel.js';

const draws: KernelRule = ({ refuse }) => {
  throw refuse(
    'random-draw',
    'random numbers are drawn inside the step',
    'draw them in the setup and pass them in as an input',
  );
};

export const refused: KernelTable = {
  Multinomial: draws,
};
