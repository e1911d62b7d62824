/** Every tfjs kernel that can be traced. */
import { activations } from './activation.js';
import { convolutions } from './convolution.js';
import { creation } from './creation.js';
import { elementwise } from './elementwise.js';
import { gathers } from './gather.js';
import type { KernelTable } from './kernel.js';
import { linearAlgebra } from './linear-algebra.js';
import { normalisation } from './normalisation.js';
import { pooling } from './pooling.js';
import { reductions } from './reduce.js';
import { refused } from './refused.js';
import { shapes } from './shape.js';

export const kernels: KernelTable = {
  ...elementwise,
  ...activations,
  ...reductions,
  ...shapes,
  ...creation,
  ...gathers,
  ...linearAlgebra,
  ...convolutions,
  ...pooling,
  ...normalisation,
  ...refused,
};
