/** Reductions, running sums, segment sums and matrix products. Each step is rounded. */
import type { Node, ReducePrimitive } from '../graph.js';
import { sizeOf, stridesOf } from '../shapes.js';
import type { NodeOf } from '../verify/checks.js';
import type { EvaluateRule, Values } from './evaluation.js';
import { addresses } from './movement.js';

interface Reduction {
  readonly start: number;
  readonly next: (sum: number, value: number) => number;
  /** Where integers go otherwise. */
  readonly nextInteger?: (sum: number, value: number) => number;
  readonly startInteger?: number;
}

const reductions: Readonly<Record<ReducePrimitive, Reduction>> = {
  all: { start: 1, next: (sum, value) => Number(sum !== 0 && value !== 0) },
  any: { start: 0, next: (sum, value) => Number(sum !== 0 || value !== 0) },
  reduceMax: { start: -Infinity, next: Math.max, startInteger: -(2 ** 31) },
  reduceMin: { start: Infinity, next: Math.min, startInteger: 2 ** 31 - 1 },
  reduceProd: { start: 1, next: (sum, value) => sum * value, nextInteger: Math.imul },
  reduceSum: { start: 0, next: (sum, value) => sum + value },
};

export const reduce: EvaluateRule<
  Node & { op: ReducePrimitive; attributes: { axes: readonly number[] } }
> = (node, [x], [input], { make }) => {
  const { start, next, nextInteger, startInteger } = reductions[node.op];
  const integer = node.dtype === 'int32';
  const step = (integer ? nextInteger : undefined) ?? next;
  // The array rounds whatever is stored in it.
  const result = make(node).fill((integer ? startInteger : undefined) ?? start);
  const to = addresses(input!.shape, keptStrides(input!, node), 0);
  for (let at = 0; at < to.length; at++) result[to[at]!] = step(result[to[at]!]!, x![at]!);
  return result;
};

/** How far a step along each axis of the input moves in the output. */
function keptStrides(input: Node, node: Node & { attributes: { axes: readonly number[] } }) {
  const own = stridesOf(node.shape);
  let kept = 0;
  return input.shape.map((_, axis) => (node.attributes.axes.includes(axis) ? 0 : own[kept++]!));
}

/** Calls `visit` with the first address and the step of every row along `axis`. */
function forEachRow(input: Node, axis: number, visit: (from: number, step: number) => void): void {
  const step = sizeOf(input.shape.slice(axis + 1));
  const length = input.shape[axis]!;
  const outer = sizeOf(input.shape.slice(0, axis));
  for (let block = 0; block < outer; block++)
    for (let at = 0; at < step; at++) visit(block * length * step + at, step);
}

/** The first of the best; the first NaN wins. */
function argExtreme(better: (value: number, best: number) => boolean) {
  const rule: EvaluateRule<NodeOf<'argMax' | 'argMin'>> = (node, [x], [input], { make }) => {
    const { axis } = node.attributes;
    const result = make(node);
    let row = 0;
    forEachRow(input!, axis, (from, step) => {
      let best = 0;
      for (let at = 1; at < input!.shape[axis]!; at++) {
        const [value, held] = [x![from + at * step]!, x![from + best * step]!];
        if (!Number.isNaN(held) && (Number.isNaN(value) || better(value, held))) best = at;
      }
      result[row++] = best;
    });
    return result;
  };
  return rule;
}

export const argMax = argExtreme((value, best) => value > best);
export const argMin = argExtreme((value, best) => value < best);

function running(start: number, next: (sum: number, value: number) => number) {
  const rule: EvaluateRule<NodeOf<'cumSum' | 'cumProd'>> = (node, [x], [input], { make }) => {
    const { axis, exclusive, reverse } = node.attributes;
    const length = node.shape[axis]!;
    const result = make(node);
    const sum = make({ shape: [], dtype: node.dtype });
    forEachRow(input!, axis, (from, step) => {
      sum[0] = start;
      for (let count = 0; count < length; count++) {
        const at = from + (reverse ? length - 1 - count : count) * step;
        if (exclusive) result[at] = sum[0];
        sum[0] = next(sum[0], x![at]!);
        if (!exclusive) result[at] = sum[0];
      }
    });
    return result;
  };
  return rule;
}

export const cumSum = running(0, (sum, value) => sum + value);
export const cumProd = running(1, (sum, value) => sum * value);

export const segmentSum: EvaluateRule<NodeOf<'segmentSum'>> = (
  node,
  [values, segments],
  _,
  { make },
) => {
  const result = make(node);
  const inner = sizeOf(node.shape.slice(1));
  segments!.forEach((segment, row) => {
    if (segment < 0 || segment >= node.attributes.count) return;
    for (let at = 0; at < inner; at++)
      result[segment * inner + at] = result[segment * inner + at]! + values![row * inner + at]!;
  });
  return result;
};

export const matMul: EvaluateRule<NodeOf<'matMul'>> = (node, [a, b], [left], { make, round }) => {
  const { transposeA, transposeB } = node.attributes;
  const [m, n] = node.shape.slice(-2) as [number, number];
  const k = left!.shape.at(transposeA ? -2 : -1)!;
  const [rowA, columnA] = transposeA ? [1, m] : [k, 1];
  const [rowB, columnB] = transposeB ? [1, k] : [n, 1];
  const result = make(node);
  const multiply = node.dtype === 'int32' ? Math.imul : (x: number, y: number) => round(x * y);
  const sum: Values = make({ shape: [], dtype: node.dtype });
  for (let at = 0; at < result.length; at++) {
    const batch = Math.floor(at / (m * n));
    const [row, column] = [Math.floor(at / n) % m, at % n];
    const fromA = batch * m * k + row * rowA;
    const fromB = batch * k * n + column * columnB;
    sum[0] = 0;
    for (let inner = 0; inner < k; inner++)
      sum[0] += multiply(a![fromA + inner * columnA]!, b![fromB + inner * rowB]!);
    result[at] = sum[0];
  }
  return result;
};
