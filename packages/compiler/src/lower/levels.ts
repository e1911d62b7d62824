/**
 * The order of the clusters. Those over samples stand in odd levels, each a loop over blocks of
 * samples; the others in even levels between. A sum over samples is ready after its loop.
 */
import type { NodeId } from '@brink/graph';
import type { Cluster, Clusters } from './clusters.js';
import { constantOf, isView, type Problem } from './problem.js';
import type { Samples } from './samples.js';

export interface Placed {
  readonly cluster: Cluster;
  /** -1: computed once, before the first step. */
  readonly level: number;
  /** The level at which its value can be used anywhere. */
  readonly ready: number;
  /** Roots of the clusters whose values it reads. */
  readonly reads: readonly NodeId[];
}

export interface Levels {
  readonly ofRoot: ReadonlyMap<NodeId, Placed>;
  /** Clusters of each level, in topological order. */
  readonly levels: readonly (readonly Placed[])[];
  readonly once: readonly Placed[];
  /** Values that are needed outside the loop that makes them. */
  readonly escapes: ReadonlySet<NodeId>;
}

export function placeClusters(
  problem: Problem,
  samples: Samples,
  clusters: Clusters,
  outputs: ReadonlySet<NodeId>,
): Levels {
  const ofRoot = new Map<NodeId, Placed>();
  const levels: Placed[][] = [];
  const once: Placed[] = [];
  const escapes = new Set<NodeId>();
  for (const cluster of clusters.all) {
    const reads = readsOf(problem, samples, clusters, cluster);
    const placed = place(cluster, reads);
    ofRoot.set(cluster.root, placed);
    if (placed.level < 0) once.push(placed);
    else (levels[placed.level] ??= []).push(placed);
    for (const { root, aligned } of reads) {
      const read = ofRoot.get(root)!;
      if (read.level !== placed.level || !aligned) escapes.add(root);
    }
    if (outputs.has(cluster.root)) escapes.add(cluster.root);
  }
  return { ofRoot, levels: Array.from(levels, (level) => level ?? []), once, escapes };

  function place(cluster: Cluster, reads: readonly Read[]): Placed {
    const roots = [...new Set(reads.map((read) => read.root))];
    if (cluster.invariant) return { cluster, level: -1, ready: 0, reads: roots };
    const { root } = cluster;
    const inLoop = samples.axis[root] !== null || samples.reduces[root] === true;
    let level = inLoop ? 1 : 0;
    for (const { root: operand, aligned } of reads) {
      const read = ofRoot.get(operand)!;
      if (read.level < 0) continue;
      let least = read.ready;
      if (inLoop && aligned && samples.axis[operand] !== null && read.level % 2 === 1)
        least = read.level;
      else if (inLoop && least % 2 === 0) least += 1;
      if (!inLoop && least % 2 === 1) least += 1;
      level = Math.max(level, least);
    }
    return { cluster, level, ready: inLoop ? level + 1 : level, reads: roots };
  }
}

interface Read {
  readonly root: NodeId;
  /** The samples that it reads are those that it makes. */
  readonly aligned: boolean;
}

/** The values that a cluster reads. */
function readsOf(
  problem: Problem,
  samples: Samples,
  clusters: Clusters,
  cluster: Cluster,
): readonly Read[] {
  const { nodes } = problem.graph;
  const reads: Read[] = [];
  const seen = new Set<number>();
  const visit = (id: NodeId, aligned: boolean): void => {
    const key = id * 2 + Number(aligned);
    if (seen.has(key)) return;
    seen.add(key);
    const node = nodes[id]!;
    if (id !== cluster.root) {
      if (clusters.ofRoot.has(id)) {
        reads.push({ root: id, aligned: aligned && samples.axis[id] !== null });
        return;
      }
      if (node.op === 'input' || constantOf(problem, node) !== undefined) return;
    }
    const inside = aligned && (samples.axis[id] !== null || samples.reduces[id] === true);
    const inputs = isView(problem, node) ? node.inputs.slice(0, 1) : node.inputs;
    for (const input of inputs) visit(input, inside);
  };
  visit(cluster.root, true);
  return reads;
}
