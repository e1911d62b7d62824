/** Matrix products, also fused with a bias and an activation. */
import {
  type BatchMatMulAttrs,
  type EinsumAttrs,
  type _FusedMatMulAttrs,
} from '@tensorflow/tfjs-core';
import type { GraphBuilder, Value } from '../../builder.js';
import { sizeOf } from '../../shapes.js';
import { activate } from './activation.js';
import { rule, type KernelTable } from './kernel.js';

/** Labels of an einsum equation, one list per operand and one for the output. */
function parseEquation(equation: string): { operands: string[]; output: string } {
  const [left, output] = equation.replace(/\s/g, '').split('->') as [string, string];
  return { operands: left.split(','), output };
}

/** Two operands as one matrix product: labels shared and kept are batches, shared and summed are columns. */
function einsumAsMatMul(
  build: GraphBuilder,
  [a, b]: readonly [Value, Value],
  [left, right]: readonly [string, string],
  output: string,
): Value | null {
  const labels = (text: string, test: (label: string) => boolean) => [...text].filter(test);
  const batch = labels(left, (l) => right.includes(l) && output.includes(l));
  const rows = labels(left, (l) => !right.includes(l));
  const inner = labels(left, (l) => right.includes(l) && !output.includes(l));
  const columns = labels(right, (l) => !left.includes(l));
  if ([...rows, ...columns].some((label) => !output.includes(label))) return null;
  const dimension = (label: string) =>
    left.includes(label) ? a.shape[left.indexOf(label)]! : b.shape[right.indexOf(label)]!;
  const arrange = (value: Value, from: string, to: string[], first: string[], second: string[]) =>
    build.reshape(
      build.transpose(
        value,
        to.map((label) => from.indexOf(label)),
      ),
      [...batch.map(dimension), sizeOf(first.map(dimension)), sizeOf(second.map(dimension))],
    );
  const product = build.matMul(
    arrange(a, left, [...batch, ...rows, ...inner], rows, inner),
    arrange(b, right, [...batch, ...inner, ...columns], inner, columns),
    false,
    false,
  );
  const made = [...batch, ...rows, ...columns];
  const shaped = build.reshape(product, made.map(dimension));
  return build.transpose(
    shaped,
    [...output].map((label) => made.indexOf(label)),
  );
}

/** Any number of operands: all are stretched over all labels, multiplied, and summed. */
function einsumAsSum(
  build: GraphBuilder,
  values: readonly Value[],
  operands: readonly string[],
  output: string,
): Value {
  const summed = [...new Set(operands.join(''))].filter((label) => !output.includes(label));
  const order = [...output, ...summed];
  const stretched = values.map((value, at) => {
    const own = operands[at]!;
    const present = order.filter((label) => own.includes(label));
    const moved = build.transpose(
      value,
      present.map((label) => own.indexOf(label)),
    );
    const shape = order.map((label) =>
      own.includes(label) ? value.shape[own.indexOf(label)]! : 1,
    );
    return build.reshape(moved, shape);
  });
  const product = stretched.reduce((left, right) => build.mul(left, right));
  const axes = summed.map((_, at) => output.length + at);
  return build.reduce('reduceSum', product, axes, false);
}

export const linearAlgebra: KernelTable = {
  BatchMatMul: rule<BatchMatMulAttrs>(({ build, inputs }, { transposeA, transposeB }) =>
    build.matMul(inputs.a!, inputs.b!, transposeA, transposeB),
  ),
  Diag: ({ build, inputs }) => {
    const x = inputs.x!;
    const size = sizeOf(x.shape);
    const positions = build.constant(
      Int32Array.from({ length: size }, (_, at) => at),
      [size],
      'int32',
    );
    const onDiagonal = build.compare('eq', build.reshape(positions, [size, 1]), positions);
    const matrix = build.select(onDiagonal, build.reshape(x, [size]), build.number(0, x));
    return build.reshape(matrix, [...x.shape, ...x.shape]);
  },
  Einsum: rule<EinsumAttrs>(({ build, list, refuse }, { equation }) => {
    const { operands, output } = parseEquation(equation);
    if ([...operands, output].some((labels) => new Set(labels).size < labels.length))
      throw refuse(
        'unsupported-kernel',
        `the einsum equation ${equation}, which repeats a label within one operand`,
        'write it with matMul, mul and sum',
      );
    const [a, b] = list;
    const product =
      list.length === 2
        ? einsumAsMatMul(build, [a!, b!], [operands[0]!, operands[1]!], output)
        : null;
    return product ?? einsumAsSum(build, list, operands, output);
  }),
  _FusedMatMul: rule<_FusedMatMulAttrs>(({ build, inputs, refuse }, attributes) => {
    const { transposeA, transposeB, activation, leakyreluAlpha } = attributes;
    const product = build.matMul(inputs.a!, inputs.b!, transposeA, transposeB);
    const biased = inputs.bias ? build.add(product, inputs.bias) : product;
    const result = activate(
      build,
      biased,
      activation,
      inputs.preluActivationWeights,
      leakyreluAlpha,
    );
    if (result === null)
      throw refuse('unsupported-kernel', `a fused activation ${activation}`, 'apply it apart');
    return result;
  }),
};
