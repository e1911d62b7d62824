/** Activations and their gradients: each is select, arithmetic and one function of the maths library. */
import {
  backend_util,
  type ClipByValueAttrs,
  type EluGradInputs,
  type LeakyReluAttrs,
  type SoftmaxAttrs,
  type LogSoftmaxAttrs,
  type StepAttrs,
} from '@tensorflow/tfjs-core';
import type { GraphBuilder, Value } from '../../builder.js';
import { normaliseAxes } from '../../shapes.js';
import { ofX, rule, type KernelTable } from './kernel.js';

const { SELU_SCALE, SELU_SCALEALPHA } = backend_util;

/** max(x, 0): NaN stays NaN. */
function relu(build: GraphBuilder, x: Value): Value {
  return build.binary('max', x, build.number(0, x));
}

function relu6(build: GraphBuilder, x: Value): Value {
  return build.binary('min', relu(build, x), build.number(6, x));
}

/** x where x > 0, else alpha x. */
function leakyRelu(build: GraphBuilder, x: Value, alpha: number): Value {
  const scaled = build.mul(x, build.number(alpha, x));
  return build.select(build.compare('gt', x, build.number(0, x)), x, scaled);
}

/** x where x >= 0, else e^x - 1. */
function elu(build: GraphBuilder, x: Value): Value {
  return build.select(build.compare('ge', x, build.number(0, x)), x, build.unary('expm1', x));
}

/** relu(x) + alpha (x - |x|) 0.5, as `tensorflow` has it: Inf - |Inf| makes it NaN at Inf. */
function prelu(build: GraphBuilder, x: Value, alpha: Value): Value {
  const doubled = build.mul(alpha, build.sub(x, build.unary('abs', x)));
  return build.add(relu(build, x), build.mul(doubled, build.number(0.5, x)));
}

/** What a fused kernel does after its bias. */
export function activate(
  build: GraphBuilder,
  x: Value,
  activation: string | undefined,
  alpha: Value | undefined,
  leakyReluAlpha: number | undefined,
): Value | null {
  switch (activation) {
    case undefined:
    case null:
    case 'linear':
      return x;
    case 'relu':
      return relu(build, x);
    case 'relu6':
      return relu6(build, x);
    case 'elu':
      return elu(build, x);
    case 'leakyrelu':
      return leakyRelu(build, x, leakyReluAlpha ?? 0.2);
    case 'prelu':
      return prelu(build, x, alpha!);
    case 'sigmoid':
      return build.unary('sigmoid', x);
    default:
      return null;
  }
}

/** Shifted by the greatest, so that the exponentials do not overflow. */
function shifted(build: GraphBuilder, logits: Value, axes: readonly number[]): Value {
  return build.sub(logits, build.reduce('reduceMax', logits, axes, true));
}

export const activations: KernelTable = {
  ClipByValue: rule<ClipByValueAttrs>(({ build, inputs }, { clipValueMin, clipValueMax }) => {
    const x = inputs.x!;
    const below = build.binary('min', x, build.number(clipValueMax, x));
    return build.binary('max', below, build.number(clipValueMin, x));
  }),
  Elu: ofX(elu),
  /** dy where y >= 0, else dy (y + 1). */
  EluGrad: rule(({ build, inputs }) => {
    const { dy, y } = inputs as Record<keyof EluGradInputs, Value>;
    const slope = build.add(y, build.number(1, y));
    return build.select(build.compare('ge', y, build.number(0, y)), dy, build.mul(dy, slope));
  }),
  LeakyRelu: rule<LeakyReluAttrs>(({ build, inputs }, { alpha }) =>
    leakyRelu(build, build.cast(inputs.x!, 'float'), alpha),
  ),
  LogSoftmax: rule<LogSoftmaxAttrs>(({ build, inputs }, { axis }) => {
    const logits = inputs.logits!;
    const axes = normaliseAxes(axis, logits.shape.length);
    const x = shifted(build, logits, axes);
    const sum = build.reduce('reduceSum', build.unary('exp', x), axes, true);
    return build.sub(x, build.unary('log', sum));
  }),
  Prelu: ({ build, inputs }) => prelu(build, inputs.x!, inputs.alpha!),
  Relu: ofX(relu),
  Relu6: ofX(relu6),
  Selu: ofX((build, x) => {
    const positive = build.mul(x, build.number(SELU_SCALE, x));
    const negative = build.mul(build.unary('expm1', x), build.number(SELU_SCALEALPHA, x));
    return build.select(build.compare('ge', x, build.number(0, x)), positive, negative);
  }),
  Softmax: rule<SoftmaxAttrs>(({ build, inputs }, { dim }) => {
    const logits = inputs.logits!;
    const axes = normaliseAxes(dim, logits.shape.length);
    const exponentials = build.unary('exp', shifted(build, logits, axes));
    return build.div(exponentials, build.reduce('reduceSum', exponentials, axes, true));
  }),
  /** 1 where x > 0, else alpha; NaN stays NaN. */
  Step: rule<StepAttrs>(({ build, inputs }, { alpha }) => {
    const x = inputs.x!;
    const zero = build.number(0, x);
    const otherwise = build.select(build.compare('le', x, zero), build.number(alpha, x), x);
    return build.select(build.compare('gt', x, zero), build.number(1, x), otherwise);
  }),
};
