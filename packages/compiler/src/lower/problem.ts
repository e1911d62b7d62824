/**
 * What is lowered: a graph, where its inputs are, and which of them are samples. Questions about
 * single nodes that several passes ask are answered here.
 */
import type { Graph, Node, NodeId } from '@brink/graph';
import type { Index, Precision } from '../loops.js';

export type ConstantValues = Float64Array | Float32Array | Int32Array | Uint8Array;

/** Where an input of the graph stands while the graph runs. */
export type Source =
  /** Vectors of lanes in row-major order from `base`. */
  | { readonly kind: 'lanes'; readonly base: Index }
  | { readonly kind: 'constant'; readonly values: ConstantValues };

export interface InputBinding {
  readonly source: Source;
  /** True where it is the same at every step: what depends on nothing else is computed once. */
  readonly invariant: boolean;
  /** True where the first dimension counts samples. */
  readonly samples: boolean;
  /** Row i of the input is row `rows[i]` of the source, an index table from this address; a source of so many rows. */
  readonly rows?: { readonly base: Index; readonly count: number };
}

export interface Problem {
  readonly graph: Graph;
  readonly precision: Precision;
  readonly inputs: ReadonlyMap<string, InputBinding>;
  /** The outputs that are wanted; others are not computed. */
  readonly outputs: readonly string[];
}

/** The values of a node that are known when it is lowered. */
export function constantOf(problem: Problem, node: Node): ConstantValues | undefined {
  if (node.op === 'constant') return node.attributes.values;
  if (node.op !== 'input') return undefined;
  const binding = problem.inputs.get(node.attributes.name);
  if (binding?.rows !== undefined || binding?.source.kind !== 'constant') return undefined;
  return binding.source.values;
}

/** The one value that every element of a known node has. */
export function fillOf(values: ConstantValues): number | undefined {
  const first = values[0];
  if (first === undefined) return undefined;
  for (const value of values) if (!Object.is(value, first)) return undefined;
  return first;
}

export function bindingOf(problem: Problem, node: Node): InputBinding | undefined {
  return node.op === 'input' ? problem.inputs.get(node.attributes.name) : undefined;
}

/** A node whose elements are elements of its first input, found by coordinates alone. */
export function isView(problem: Problem, node: Node): boolean {
  switch (node.op) {
    case 'reshape':
    case 'broadcast':
    case 'transpose':
    case 'slice':
    case 'reverse':
      return true;
    case 'gather':
      return isUniformIndex(problem, node.inputs[1]!);
    default:
      return false;
  }
}

/** True where an int32 node is the same in every lane and can be read as an index. */
export function isUniformIndex(problem: Problem, id: NodeId): boolean {
  let node = problem.graph.nodes[id]!;
  for (;;) {
    if (node.dtype !== 'int32') return false;
    if (constantOf(problem, node) !== undefined) return true;
    const binding = bindingOf(problem, node);
    if (binding !== undefined) return binding.source.kind === 'constant';
    if (!isView(problem, node)) return false;
    node = problem.graph.nodes[node.inputs[0]!]!;
  }
}

const REDUCTIONS = new Set(['all', 'any', 'reduceMax', 'reduceMin', 'reduceProd', 'reduceSum']);

export function isReduction(node: Node): boolean {
  return REDUCTIONS.has(node.op);
}

const OWN_LOOPS = new Set([
  'argMax',
  'argMin',
  'avgPool',
  'avgPoolGradient',
  'concat',
  'conv2d',
  'conv2dFilterGradient',
  'conv2dInputGradient',
  'cumProd',
  'cumSum',
  'depthwiseConv2d',
  'depthwiseConv2dFilterGradient',
  'depthwiseConv2dInputGradient',
  'gather',
  'matMul',
  'maxPool',
  'maxPoolGradient',
  'pad',
  'segmentSum',
]);

/** One element of each input makes one element of the output. */
export function isElementwise(problem: Problem, node: Node): boolean {
  return (
    !isView(problem, node) &&
    !isReduction(node) &&
    !OWN_LOOPS.has(node.op) &&
    node.op !== 'input' &&
    node.op !== 'constant'
  );
}
