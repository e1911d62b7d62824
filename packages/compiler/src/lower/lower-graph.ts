/**
 * Lowers a graph: finds what runs sample by sample, fuses, orders, gives every value its memory,
 * and writes the calls of the kernels.
 */
import type { NodeId } from '@brink/graph';
import type { Index, Statement } from '../loops.js';
import { comment, forEach, iadd, imul } from '../loops/build.js';
import { sizeOf } from './affine.js';
import { blockSize } from './blocks.js';
import { findClusters } from './clusters.js';
import type { KernelTable } from './kernel-table.js';
import type { ConstantPool, Leaf } from './leaves.js';
import { placeClusters, type Placed } from './levels.js';
import { wordsOf } from './primitives.js';
import { bindingOf, constantOf, type Problem } from './problem.js';
import { findSamples } from './samples.js';
import { type Lifetime, shareMemory } from './storage.js';

export interface Lowered {
  /** Computes what is the same at every step. */
  readonly once: readonly Statement[];
  readonly body: readonly Statement[];
  /** Where each output stands after the body has run. */
  readonly outputs: ReadonlyMap<string, Index>;
  /** Vectors that the body needs at `work`, and those that `once` leaves at `kept`. */
  readonly workLength: number;
  readonly keptLength: number;
}

export interface Destination {
  readonly kernels: KernelTable;
  readonly constants: ConstantPool;
  /** Memory that other graphs may use between runs, and memory of this graph alone. */
  readonly work: Index;
  readonly kept: Index;
}

export interface LoweringOptions {
  /** What the values of a block of samples may take, in vectors; 0: all samples at once. */
  readonly blockVectors: number;
}

interface Region {
  readonly level: number;
  readonly block: number | undefined;
}

export function lowerGraph(problem: Problem, into: Destination, options: LoweringOptions): Lowered {
  const { nodes } = problem.graph;
  const samples = findSamples(problem, options.blockVectors > 0);
  const clusters = findClusters(problem, samples);
  const ports = problem.graph.outputs.filter((port) => problem.outputs.includes(port.name));
  const outputs = new Set(ports.map((port) => port.node));
  const { levels, once, escapes, ofRoot } = placeClusters(problem, samples, clusters, outputs);
  const words = wordsOf(problem.precision);
  const regions = levels.map((level, at) => regionOf(level, at));
  const memory = placeValues();
  return {
    once: once.map((placed) => callOf(placed, undefined, { kind: 'int', value: 0 })),
    body: levels.flatMap((level, at) => statementsOf(level, regions[at]!)),
    outputs: new Map(ports.map((port) => [port.name, memory.of.get(port.node)!])),
    workLength: memory.work,
    keptLength: memory.kept,
  };

  function regionOf(level: readonly Placed[], at: number): Region {
    if (at % 2 === 0 || level.length === 0) return { level: at, block: undefined };
    let perSample = 0;
    for (const { cluster } of level)
      if (samples.axis[cluster.root] !== null)
        perSample += sizeOf(nodes[cluster.root]!.shape) / samples.count;
    const block = blockSize(samples.count, perSample, options.blockVectors);
    return { level: at, block: block === samples.count ? undefined : block };
  }

  /** True where only the samples of one block are stored. */
  function isBlock(placed: Placed): boolean {
    const { root } = placed.cluster;
    if (placed.level < 0 || samples.axis[root] === null || escapes.has(root)) return false;
    return regions[placed.level]!.block !== undefined;
  }

  function storedDims(placed: Placed): readonly number[] {
    const { root } = placed.cluster;
    const { shape } = nodes[root]!;
    if (!isBlock(placed)) return shape;
    const { block } = regions[placed.level]!;
    return shape.map((dim, axis) => (axis === samples.axis[root] ? block! : dim));
  }

  function placeValues(): {
    readonly of: ReadonlyMap<NodeId, Index>;
    readonly work: number;
    readonly kept: number;
  } {
    const moments = new Map<NodeId, number>();
    const ends: number[] = [];
    const starts: number[] = [];
    let moment = 0;
    levels.forEach((level, at) => {
      starts[at] = moment;
      for (const placed of level) moments.set(placed.cluster.root, moment++);
      ends[at] = Math.max(moment - 1, starts[at]!);
    });
    const lastUse = new Map<NodeId, number>();
    for (const placed of ofRoot.values())
      for (const read of placed.reads) {
        if (placed.level < 0) continue;
        const source = ofRoot.get(read)!;
        const loops = regions[placed.level]!.block !== undefined;
        const until =
          loops && !isBlock(source) ? ends[placed.level]! : moments.get(placed.cluster.root)!;
        lastUse.set(read, Math.max(lastUse.get(read) ?? 0, until));
      }
    const roots = levels.flat();
    const lifetimes = roots.map((placed): Lifetime => {
      const { root } = placed.cluster;
      const own = moments.get(root)!;
      const loops = regions[placed.level]!.block !== undefined && !isBlock(placed);
      return {
        length: sizeOf(storedDims(placed)),
        from: loops ? starts[placed.level]! : own,
        to: outputs.has(root)
          ? Infinity
          : Math.max(lastUse.get(root) ?? 0, loops ? ends[placed.level]! : own),
      };
    });
    const shared = shareMemory(lifetimes);
    const of = new Map<NodeId, Index>();
    roots.forEach((placed, at) => {
      of.set(placed.cluster.root, iadd(into.work, shared.offsets[at]!));
    });
    let kept = 0;
    for (const { cluster } of once) {
      of.set(cluster.root, iadd(into.kept, kept));
      kept += sizeOf(nodes[cluster.root]!.shape);
    }
    return { of, work: shared.length, kept };
  }

  function leafOf(id: NodeId): Leaf {
    const node = nodes[id]!;
    const placed = ofRoot.get(id);
    const axis = samples.axis[id] ?? null;
    const given = node.op === 'input' || node.op === 'constant';
    if (placed !== undefined && !given)
      return {
        kind: 'lanes',
        dtype: node.dtype,
        base: memory.of.get(id)!,
        dims: storedDims(placed),
        sampleAxis: isBlock(placed) ? null : axis,
        rows: undefined,
      };
    const common = { dtype: node.dtype, dims: node.shape, sampleAxis: axis };
    const values = constantOf(problem, node);
    const binding = bindingOf(problem, node);
    const rows = binding?.rows;
    const known =
      values ?? (binding?.source.kind === 'constant' ? binding.source.values : undefined);
    if (known !== undefined) {
      const kind = node.dtype === 'int32' ? 'index' : 'uniform';
      return { ...common, kind, base: into.constants.place(known, node.dtype), rows };
    }
    if (binding?.source.kind !== 'lanes') throw new Error(`node ${id} has no place in memory`);
    return { ...common, kind: 'lanes', base: binding.source.base, rows };
  }

  function callOf(placed: Placed, block: number | undefined, first: Index): Statement {
    const { cluster } = placed;
    const output: Leaf = {
      kind: 'lanes',
      dtype: nodes[cluster.root]!.dtype,
      base: memory.of.get(cluster.root)!,
      dims: storedDims(placed),
      sampleAxis: isBlock(placed) ? null : (samples.axis[cluster.root] ?? null),
      rows: undefined,
    };
    const { root, heart } = cluster;
    const accumulates = block !== undefined && samples.reduces[root] === true;
    return into.kernels.call(
      {
        problem,
        samples,
        words,
        root,
        heart,
        block,
        accumulates,
        output,
        uses: clusters.uses,
        isLeaf: (id) => clusters.ofRoot.has(id),
      },
      leafOf,
      first,
    );
  }

  function statementsOf(level: readonly Placed[], region: Region): readonly Statement[] {
    if (region.block === undefined)
      return level.map((placed) => callOf(placed, undefined, { kind: 'int', value: 0 }));
    const { block } = region;
    const turns = Math.floor(samples.count / block);
    const rest = samples.count - turns * block;
    const name = `block${region.level}`;
    const sums = level.filter(({ cluster }) => samples.reduces[cluster.root] === true);
    return [
      ...sums.map(({ cluster }) =>
        into.kernels.fill(memory.of.get(cluster.root)!, sizeOf(nodes[cluster.root]!.shape), words),
      ),
      comment(`${samples.count} samples, ${block} at a time`),
      forEach(
        name,
        turns,
        level.map((placed) => callOf(placed, block, imul(name, block))),
      ),
      ...(rest > 0
        ? level.map((placed) => callOf(placed, rest, { kind: 'int', value: turns * block }))
        : []),
    ];
  }
}
