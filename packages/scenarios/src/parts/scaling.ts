/** Scaling of features by column, in the forms that stay finite. */
import { div, maximum, moments, sqrt, sub, type Tensor } from '@tensorflow/tfjs-core';

/** Columns of mean 0 and standard deviation 1; a constant column becomes 0. */
export function standardised(x: Tensor): Tensor {
  const { mean, variance } = moments(x, 0);
  return div(sub(x, mean), maximum(sqrt(variance), 1e-6));
}
