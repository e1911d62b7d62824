/**
 * The kernels of a module, each body once: clusters that differ in nothing but addresses share a
 * kernel. What a kernel's code depends on is written as a key before the code is, so that a step
 * of thousands of nodes that are mostly alike is lowered quickly.
 */
import type { Node, NodeId } from '@brink/graph';
import { LoweringError } from '../errors.js';
import type { Index, Kernel, Statement } from '../loops.js';
import { forEach, iadd, kernel, run, setIndex, store } from '../loops/build.js';
import { indexNamed, stridesOf } from './affine.js';
import { Elements } from './elements.js';
import type { KernelSite } from './kernel-site.js';
import { Emitter } from './emitter.js';
import { writeArg, writeRunning } from './kernels/along.js';
import { writeConcat, writePad } from './kernels/assemble.js';
import { writeConvolution } from './kernels/convolution.js';
import { writeMap } from './kernels/map.js';
import { writeMatMul } from './kernels/matmul.js';
import { writePool, writePoolGradient } from './kernels/pooling.js';
import { writeReduction } from './kernels/reduce.js';
import { writeGather, writeSegmentSum } from './kernels/scatter.js';
import { type Leaf, leafKey } from './leaves.js';
import type { Words } from './primitives.js';
import { constantOf, fillOf, isReduction, isView, type Problem } from './problem.js';

type Writer = (elements: Elements) => void;

const WRITERS: Readonly<Record<string, Writer>> = {
  matMul: writeMatMul,
  concat: writeConcat,
  pad: writePad,
  cumSum: writeRunning,
  cumProd: writeRunning,
  argMax: writeArg,
  argMin: writeArg,
  gather: writeGather,
  segmentSum: writeSegmentSum,
  conv2d: writeConvolution,
  conv2dInputGradient: writeConvolution,
  conv2dFilterGradient: writeConvolution,
  depthwiseConv2d: writeConvolution,
  depthwiseConv2dInputGradient: writeConvolution,
  depthwiseConv2dFilterGradient: writeConvolution,
  maxPool: writePool,
  avgPool: writePool,
  maxPoolGradient: writePoolGradient,
  avgPoolGradient: writePoolGradient,
};

export class KernelTable {
  readonly kernels: Kernel[] = [];
  private readonly names = new Map<string, string>();

  /** A call of the kernel for a cluster, written if it is the first of its kind. */
  call(
    site: Omit<KernelSite, 'slots' | 'leaves' | 'partial'>,
    leafOf: (id: NodeId) => Leaf,
    first: Index,
  ): Statement {
    const { key, leaves, slots, partial } = describe(site, leafOf);
    const parameters = ['out', 'first'];
    const args: Index[] = [site.output.base, first];
    for (const [id, slot] of slots) {
      const leaf = leaves.get(id)!;
      parameters.push(`p${slot}`);
      args.push(leaf.base);
      if (leaf.rows !== undefined) {
        parameters.push(`rows${slot}`);
        args.push(leaf.rows.base);
      }
    }
    let name = this.names.get(key);
    if (name === undefined) {
      name = `${nameOf(site)}_${this.kernels.length}`;
      this.names.set(key, name);
      this.kernels.push(writeKernel(name, parameters, { ...site, leaves, slots, partial }));
    }
    return { kind: 'run', name, arguments: args };
  }

  /** Zeroes, one by one. */
  fill(base: Index, length: number, words: Words): Statement {
    if (!this.names.has('fill')) {
      this.names.set('fill', 'fill');
      const body = [store(indexNamed('at'), 0, words.number(0))];
      this.kernels.push(
        kernel(
          'fill',
          ['out', 'length'],
          [forEach('i', 'length', [setIndex('at', iadd('out', 'i')), ...body])],
        ),
      );
    }
    return run('fill', base, length);
  }
}

function nameOf(site: Omit<KernelSite, 'slots' | 'leaves' | 'partial'>): string {
  const { nodes } = site.problem.graph;
  const root = nodes[site.root]!.op;
  return site.heart === undefined ? root : `${nodes[site.heart]!.op}_${root}`;
}

function writeKernel(name: string, parameters: readonly string[], site: KernelSite): Kernel {
  const emitter = new Emitter();
  const elements = new Elements(site, emitter);
  const node = site.problem.graph.nodes[site.heart ?? site.root]!;
  try {
    writerOf(site.problem, node)(elements);
  } catch (error) {
    if (error instanceof LoweringError) throw error;
    throw new LoweringError(
      node.op,
      `could not be lowered: ${String(error)}`,
      'report it',
      node.origin.line,
    );
  }
  return kernel(name, parameters, emitter.statements);
}

function writerOf(problem: Problem, node: Node): Writer {
  if (isReduction(node)) return writeReduction;
  if (isView(problem, node)) return writeMap;
  return WRITERS[node.op] ?? writeMap;
}

interface Description {
  readonly key: string;
  readonly leaves: Map<NodeId, Leaf>;
  readonly slots: Map<NodeId, number>;
  readonly partial: Set<NodeId>;
}

/** What the code of a cluster depends on, its leaves numbered in the order in which they are met. */
function describe(
  site: Omit<KernelSite, 'slots' | 'leaves' | 'partial'>,
  leafOf: (id: NodeId) => Leaf,
): Description {
  const { problem, samples } = site;
  const { nodes } = problem.graph;
  const leaves = new Map<NodeId, Leaf>();
  const slots = new Map<NodeId, number>();
  const partial = new Set<NodeId>();
  const numbers = new Map<NodeId, number>();
  const parts: string[] = [`block ${site.block} ${site.accumulates} out ${leafKey(site.output)}`];
  const visit = (id: NodeId): void => {
    const known = numbers.get(id);
    if (known !== undefined) {
      parts.push(`#${known}`);
      return;
    }
    numbers.set(id, numbers.size);
    const node = nodes[id]!;
    const axis = `${samples.axis[id]}${samples.reduces[id] === true ? 'r' : ''}`;
    const values = constantOf(problem, node);
    const fill = values === undefined ? undefined : fillOf(values);
    if (fill !== undefined) {
      parts.push(`=${node.dtype}${Object.is(fill, -0) ? '-0' : fill}`);
      return;
    }
    const part = id === site.root ? undefined : partOfLeaf(site, id, leafOf);
    if (part !== undefined) {
      slots.set(id, slots.size);
      leaves.set(id, part);
      partial.add(id);
      const { strides } = node.attributes as { readonly strides: readonly number[] };
      parts.push(`[part ${leafKey(part)} ${node.shape.join('x')} ${strides.join()} ${axis}]`);
      return;
    }
    const isLeaf = id !== site.root && site.isLeaf(id);
    if (isLeaf || node.op === 'input' || node.op === 'constant') {
      const leaf = leafOf(id);
      slots.set(id, slots.size);
      leaves.set(id, leaf);
      parts.push(`[${leafKey(leaf)} ${node.shape.join('x')} ${axis}]`);
      return;
    }
    const heart = id === site.heart ? 'heart ' : '';
    const several = (site.uses[id] ?? 0) > 1 ? '*' : '';
    parts.push(
      `(${heart}${node.op}${several} ${node.dtype} ${node.shape.join('x')} ${axis} ${JSON.stringify(node.attributes)}`,
    );
    node.inputs.forEach(visit);
    parts.push(')');
  };
  visit(site.root);
  return { key: parts.join(' '), leaves, slots, partial };
}

/**
 * A slice of what is in memory is read from a later address: so kernels that differ in where they
 * cut (the steps of a sequence) are one.
 */
function partOfLeaf(
  site: Omit<KernelSite, 'slots' | 'leaves' | 'partial'>,
  id: NodeId,
  leafOf: (id: NodeId) => Leaf,
): Leaf | undefined {
  const { problem } = site;
  const node = problem.graph.nodes[id]!;
  if (node.op !== 'slice' || site.isLeaf(id)) return undefined;
  const source = node.inputs[0]!;
  const from = problem.graph.nodes[source]!;
  const stored = site.isLeaf(source) || from.op === 'input' || from.op === 'constant';
  if (!stored) return undefined;
  const values = constantOf(problem, from);
  if (values !== undefined && fillOf(values) !== undefined) return undefined;
  const leaf = leafOf(source);
  const { begin } = node.attributes;
  if (leaf.rows !== undefined && begin[0] !== 0) return undefined;
  const strides = stridesOf(leaf.dims);
  const offset = begin.reduce((sum, at, axis) => sum + at * strides[axis]!, 0);
  return { ...leaf, base: iadd(leaf.base, offset) };
}
