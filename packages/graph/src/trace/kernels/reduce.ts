/** Reductions and running sums. */
import type {
  ArgMaxAttrs,
  CumprodAttrs,
  CumsumAttrs,
  MaxAttrs,
  MeanAttrs,
  SumAttrs,
} from '@tensorflow/tfjs-core';
import type { ReducePrimitive } from '../../graph.js';
import { normaliseAxes, sizeOf } from '../../shapes.js';
import { rule, type KernelRule, type KernelTable } from './kernel.js';

type AxisAttrs = Pick<SumAttrs, 'axis' | 'keepDims'>;

function reduceNumbers(op: ReducePrimitive): KernelRule {
  return rule<AxisAttrs & Partial<MaxAttrs>>(({ build, inputs }, attributes) => {
    const x = inputs.x!;
    const numbers = x.dtype === 'bool' ? build.cast(x, 'int32') : x;
    // tfjs calls the axes of Max otherwise than all others.
    const axis = attributes.reductionIndices ?? attributes.axis;
    return build.reduce(op, numbers, normaliseAxes(axis, x.shape.length), attributes.keepDims);
  });
}

function reduceBools(op: ReducePrimitive): KernelRule {
  return rule<AxisAttrs>(({ build, inputs }, { axis, keepDims }) => {
    const x = build.cast(inputs.x!, 'bool');
    return build.reduce(op, x, normaliseAxes(axis, x.shape.length), keepDims);
  });
}

function argExtreme(op: 'argMax' | 'argMin'): KernelRule {
  return rule<ArgMaxAttrs>(({ build, inputs }, { axis }) => {
    const x = inputs.x!;
    const [only] = normaliseAxes(axis, x.shape.length);
    return only === undefined ? build.scalar(0, 'int32') : build.argExtreme(op, x, only);
  });
}

function running(op: 'cumSum' | 'cumProd'): KernelRule {
  return rule<CumsumAttrs & CumprodAttrs>(({ build, inputs }, { axis, exclusive, reverse }) => {
    const x = inputs.x!;
    const [only] = normaliseAxes(axis, x.shape.length);
    return only === undefined ? x : build.cumulative(op, x, only, exclusive, reverse);
  });
}

export const reductions: KernelTable = {
  All: reduceBools('all'),
  Any: reduceBools('any'),
  ArgMax: argExtreme('argMax'),
  ArgMin: argExtreme('argMin'),
  Cumprod: running('cumProd'),
  Cumsum: running('cumSum'),
  Max: reduceNumbers('reduceMax'),
  /** The sum, then one division, as `tensorflow` does. */
  Mean: rule<MeanAttrs>(({ build, inputs }, { axis, keepDims }) => {
    const x = build.cast(inputs.x!, 'float');
    const axes = normaliseAxes(axis, x.shape.length);
    const count = sizeOf(axes.map((position) => x.shape[position]!));
    return build.div(build.reduce('reduceSum', x, axes, keepDims), build.scalar(count, 'float'));
  }),
  Min: reduceNumbers('reduceMin'),
  Prod: reduceNumbers('reduceProd'),
  Sum: reduceNumbers('reduceSum'),
};
