/** Batch normalisation with given statistics; layer normalisation reaches us as plain arithmetic. */
import type { FusedBatchNormAttrs } from '@tensorflow/tfjs-core';
import type { Value } from '../../builder.js';
import { rule, type KernelTable } from './kernel.js';

export const normalisation: KernelTable = {
  /** (x - mean) (rsqrt(variance + epsilon) scale) + offset, in the order of `tensorflow`. */
  FusedBatchNorm: rule<FusedBatchNormAttrs>(({ build, inputs }, { varianceEpsilon }) => {
    const { x, mean, variance } = inputs as Record<'x' | 'mean' | 'variance', Value>;
    const shifted = build.add(variance, build.number(varianceEpsilon, variance));
    const inverse = build.unary('rsqrt', shifted);
    const factor = inputs.scale ? build.mul(inverse, inputs.scale) : inverse;
    const scaled = build.mul(build.sub(x, mean), factor);
    return inputs.offset ? build.add(scaled, inputs.offset) : scaled;
  }),
};
