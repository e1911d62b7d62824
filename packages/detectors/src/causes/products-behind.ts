/** The products of matrices that lead to an operation: where features meet weights. */
import { operationsBehind, type Operation, type Value } from '../checking/operation.js';

const matrixProducts = new Set([
  'BatchMatMul',
  '_FusedMatMul',
  'Conv2D',
  'Conv3D',
  'DepthwiseConv2dNative',
  'FusedConv2D',
  'FusedDepthwiseConv2D',
]);

/** How many operations back are looked at: a layer with its activation and loss, not a whole recurrence. */
const reach = 200;

/** What came in from outside the step and was multiplied: on the left features, on the right weights. */
export interface Multiplied {
  readonly features: Value | undefined;
  readonly weights: Value | undefined;
}

/**
 * Of the operation and what led to it, the nearest first.
 *
 * @param bounding kernels behind which nothing is looked at
 */
export function productsBehind(
  operation: Operation,
  bounding?: ReadonlySet<string>,
): readonly Multiplied[] {
  return [...operationsBehind(operation, reach, bounding)]
    .filter(
      // In the forward pass it is the transposed convolution.
      ({ kernel, phase }) =>
        matrixProducts.has(kernel) || (kernel === 'Conv2DBackpropInput' && phase === 'forward'),
    )
    .map(({ inputs }) => ({
      features: outside(inputs.a ?? inputs.x ?? inputs.dy),
      weights: outside(inputs.b ?? inputs.filter),
    }));
}

const outside = (value: Value | undefined): Value | undefined =>
  value?.producer === undefined ? value : undefined;

/** The greatest magnitude among values; 0 where there is none. */
export const greatestOf = (values: readonly (Value | undefined)[]): number =>
  Math.max(0, ...values.map((value) => value?.health.greatestMagnitude ?? 0));
