/**
 * Which dimension of each node counts samples, so that a step can run block by block of them.
 *
 * A node has a sample axis where its part for some samples needs only that part of its inputs.
 * A node *reduces* where it sums over the samples in rising order: it can be added up block by block.
 */
import type { Node, NodeId } from '@brink/graph';
import { isReduction, type Problem } from './problem.js';

export interface Samples {
  readonly count: number;
  /** For each node its sample axis, or null. */
  readonly axis: readonly (number | null)[];
  /** For each node whether it sums over samples. */
  readonly reduces: readonly boolean[];
}

export function findSamples(problem: Problem, blocked: boolean): Samples {
  const { nodes } = problem.graph;
  const axis: (number | null)[] = [];
  const reduces: boolean[] = [];
  let count = 1;
  if (blocked)
    for (const node of nodes)
      if (node.op === 'input' && problem.inputs.get(node.attributes.name)?.samples === true)
        count = Math.max(count, node.shape[0] ?? 1);
  nodes.forEach((node, id) => {
    axis[id] = null;
    reduces[id] = false;
    if (count === 1) return;
    if (node.op === 'input') {
      if (problem.inputs.get(node.attributes.name)?.samples === true && node.shape[0] === count)
        axis[id] = 0;
      return;
    }
    if (node.inputs.every((input) => axis[input] === null)) return;
    const rule = ruleOf(node, nodes, axis);
    if (rule === 'reduces') reduces[id] = true;
    else if (rule !== null && node.shape[rule] === count) axis[id] = rule;
  });
  return { count, axis, reduces };
}

type Rule = number | 'reduces' | null;

function ruleOf(node: Node, nodes: readonly Node[], axes: readonly (number | null)[]): Rule {
  const axisOf = (position: number): number | null => axes[node.inputs[position]!] ?? null;
  const shapeOf = (position: number): readonly number[] => nodes[node.inputs[position]!]!.shape;
  const first = axisOf(0);
  switch (node.op) {
    case 'reshape':
      return first === null ? null : throughReshape(shapeOf(0), node.shape, first);
    case 'broadcast':
      return first === null ? null : first + node.shape.length - shapeOf(0).length;
    case 'transpose':
      return first === null ? null : node.attributes.permutation.indexOf(first);
    case 'slice':
      return first !== null &&
        node.shape[first] === shapeOf(0)[first] &&
        node.attributes.strides[first] === 1
        ? first
        : null;
    case 'reverse':
      return first !== null && !node.attributes.axes.includes(first) ? first : null;
    case 'pad':
      return first !== null &&
        node.attributes.before[first] === 0 &&
        node.attributes.after[first] === 0
        ? first
        : null;
    case 'concat': {
      const all = agreed(node.inputs, axes);
      return all === node.attributes.axis ? null : all;
    }
    case 'matMul':
      return throughMatMul(node, shapeOf(0).length, axisOf(0), axisOf(1));
    case 'gather': {
      const indices = axisOf(1);
      if (first !== null && indices !== null) return null;
      if (indices !== null) return node.attributes.axis + indices;
      if (first === null || first === node.attributes.axis) return null;
      return first < node.attributes.axis ? first : first + shapeOf(1).length - 1;
    }
    case 'argMax':
    case 'argMin':
      if (first === null || first === node.attributes.axis) return null;
      return first < node.attributes.axis ? first : first - 1;
    case 'cumSum':
    case 'cumProd':
      return first === node.attributes.axis ? null : first;
    case 'segmentSum':
      return agreed(node.inputs, axes) === 0 ? 'reduces' : null;
    case 'conv2d':
    case 'depthwiseConv2d':
    case 'conv2dInputGradient':
    case 'depthwiseConv2dInputGradient':
      return first === 0 && axisOf(1) === null ? 0 : null;
    case 'conv2dFilterGradient':
    case 'depthwiseConv2dFilterGradient':
      return agreed(node.inputs, axes) === 0 ? 'reduces' : null;
    case 'maxPool':
    case 'avgPool':
    case 'avgPoolGradient':
    case 'maxPoolGradient':
      return agreed(node.inputs, axes) === 0 ? 0 : null;
    case 'input':
    case 'constant':
      return null;
    default:
      if (isReduction(node)) return throughReduction(node, first);
      return agreed(node.inputs, axes);
  }
}

/** The sample axis that all inputs that have one share. */
function agreed(inputs: readonly NodeId[], axes: readonly (number | null)[]): number | null {
  let found: number | null = null;
  for (const input of inputs) {
    const axis = axes[input] ?? null;
    if (axis === null) continue;
    if (found !== null && found !== axis) return null;
    found = axis;
  }
  return found;
}

function throughReshape(
  from: readonly number[],
  to: readonly number[],
  axis: number,
): number | null {
  const before = from.slice(0, axis).reduce((size, dim) => size * dim, 1);
  let size = 1;
  for (let q = 0; q < to.length; q++) {
    if (size === before && to[q] === from[axis]) return q;
    size *= to[q]!;
    if (size > before) return null;
  }
  return null;
}

function throughMatMul(
  node: Extract<Node, { op: 'matMul' }>,
  rank: number,
  a: number | null,
  b: number | null,
): Rule {
  const rowAxisOfA = node.attributes.transposeA ? rank - 1 : rank - 2;
  const innerAxisOfB = node.attributes.transposeB ? rank - 1 : rank - 2;
  const rows = rank - 2;
  const columns = rank - 1;
  const roleA = a === null ? null : a < rows ? a : a === rowAxisOfA ? 'row' : 'inner';
  const roleB = b === null ? null : b < rows ? b : b === innerAxisOfB ? 'inner' : 'column';
  if (typeof roleA === 'number' || typeof roleB === 'number')
    return roleA === roleB || roleA === null || roleB === null
      ? ((roleA ?? roleB) as number)
      : null;
  if (roleA === 'row' && roleB === null) return rows;
  if (roleA === null && roleB === 'column') return columns;
  if ((roleA === 'inner' || roleA === null) && (roleB === 'inner' || roleB === null))
    return 'reduces';
  return null;
}

function throughReduction(node: Node, axis: number | null): Rule {
  if (axis === null || !isReduction(node)) return null;
  const { axes } = node.attributes as { readonly axes: readonly number[] };
  if (!axes.includes(axis)) return axis - axes.filter((reduced) => reduced < axis).length;
  // The samples must change slowest, or a block by block sum would have another order.
  return node.op === 'reduceSum' && Math.min(...axes) === axis ? 'reduces' : null;
}
