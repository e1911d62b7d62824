/**
 * Fusion: which nodes are computed together by one kernel. A cluster has a root, whose value is
 * stored; the element-wise nodes that only it needs are computed where they are used, and one
 * matmul or reduction (its heart) may stand under an element-wise root, which is then applied to
 * the sums while they are in registers. Nothing here changes what is computed, nor its order.
 */
import type { Node, NodeId } from '@brink/graph';
import { constantOf, isElementwise, isReduction, isView, type Problem } from './problem.js';
import type { Samples } from './samples.js';

export interface Cluster {
  readonly root: NodeId;
  /** A matMul or reduction under an element-wise root. */
  heart: NodeId | undefined;
  /** True where the value is the same at every step. */
  readonly invariant: boolean;
}

export interface Clusters {
  /** In topological order of their roots. */
  readonly all: readonly Cluster[];
  /** By root. */
  readonly ofRoot: ReadonlyMap<NodeId, Cluster>;
  /** How many live nodes use each node. */
  readonly uses: readonly number[];
}

interface Use {
  readonly consumer: NodeId;
  /** Each element is used more than once by this use. */
  readonly repeats: boolean;
  /** No view stands between. */
  readonly direct: boolean;
}

/** More leaves would need more parameters and registers than a kernel has to spare. */
const MOST_LEAVES = 14;

export function findClusters(problem: Problem, samples: Samples): Clusters {
  const { nodes } = problem.graph;
  const outputs = new Set(
    problem.graph.outputs
      .filter((port) => problem.outputs.includes(port.name))
      .map((port) => port.node),
  );
  const live = findLive(nodes, outputs);
  const invariant = findInvariant(problem);
  const uses = findUses(problem, live, outputs);
  const clusterOf = new Map<NodeId, Cluster>();
  const straight = new Set<NodeId>();
  const leaves = new Map<Cluster, number>();
  const roots: Cluster[] = [];

  for (let id = nodes.length - 1; id >= 0; id--) {
    const node = nodes[id]!;
    if (!live[id]) continue;
    const isOutput = outputs.has(id);
    const isLeaf = node.op === 'input' || constantOf(problem, node) !== undefined;
    if (!isOutput && (isLeaf || isView(problem, node))) continue;
    const host = isOutput ? undefined : hostOf(id);
    if (host === undefined) {
      const cluster: Cluster = { root: id, heart: undefined, invariant: invariant[id]! };
      clusterOf.set(id, cluster);
      straight.add(id);
      leaves.set(cluster, node.inputs.length);
      roots.push(cluster);
    } else {
      clusterOf.set(id, host);
      leaves.set(host, leaves.get(host)! + node.inputs.length - 1);
      if (!isElementwise(problem, node)) host.heart = id;
      else if (uses[id]!.every((use) => use.direct && straight.has(use.consumer))) straight.add(id);
    }
  }
  roots.reverse();
  return {
    all: roots,
    ofRoot: new Map(roots.map((cluster) => [cluster.root, cluster])),
    uses: uses.map((list) => list.length),
  };

  /** The cluster that can compute this node where it needs it. */
  function hostOf(id: NodeId): Cluster | undefined {
    const node = nodes[id]!;
    const list = uses[id]!;
    const host = clusterOf.get(list[0]?.consumer ?? -1);
    if (host === undefined || host.invariant !== invariant[id]) return undefined;
    if (leaves.get(host)! + node.inputs.length - 1 > MOST_LEAVES) return undefined;
    const joins = isElementwise(problem, node)
      ? elementwiseJoins(list, host)
      : heartJoins(id, node, list, host);
    return joins ? host : undefined;
  }

  function elementwiseJoins(list: readonly Use[], host: Cluster): boolean {
    const reduced = list[0]!.consumer;
    const byReduction = isReduction(nodes[reduced]!);
    return list.every(({ consumer, repeats }) => {
      if (repeats || clusterOf.get(consumer) !== host) return false;
      return byReduction ? consumer === reduced : isElementwise(problem, nodes[consumer]!);
    });
  }

  function heartJoins(id: NodeId, node: Node, list: readonly Use[], host: Cluster): boolean {
    if (node.op !== 'matMul' && !isReduction(node)) return false;
    if (samples.reduces[id] || host.heart !== undefined) return false;
    if (samples.axis[id] !== samples.axis[host.root]) return false;
    if (!isElementwise(problem, nodes[host.root]!)) return false;
    return list.every(
      ({ consumer, direct }) =>
        direct &&
        clusterOf.get(consumer) === host &&
        straight.has(consumer) &&
        isElementwise(problem, nodes[consumer]!),
    );
  }
}

function findLive(nodes: readonly Node[], outputs: ReadonlySet<NodeId>): boolean[] {
  const live = new Array<boolean>(nodes.length).fill(false);
  for (const output of outputs) live[output] = true;
  for (let id = nodes.length - 1; id >= 0; id--)
    if (live[id]) for (const input of nodes[id]!.inputs) live[input] = true;
  return live;
}

function findInvariant(problem: Problem): boolean[] {
  const invariant: boolean[] = [];
  problem.graph.nodes.forEach((node, id) => {
    invariant[id] =
      node.op === 'input'
        ? problem.inputs.get(node.attributes.name)?.invariant === true
        : node.inputs.every((input) => invariant[input]);
  });
  return invariant;
}

/** The uses of each node that is no view, seen through the views between. */
function findUses(
  problem: Problem,
  live: readonly boolean[],
  outputs: ReadonlySet<NodeId>,
): Use[][] {
  const { nodes } = problem.graph;
  const uses: Use[][] = nodes.map(() => []);
  nodes.forEach((node, consumer) => {
    if (!live[consumer]) return;
    if (isView(problem, node) && !outputs.has(consumer)) return;
    for (const input of node.inputs) {
      let id = input;
      let repeats = false;
      let direct = true;
      for (;;) {
        const view = nodes[id]!;
        if (!isView(problem, view) || outputs.has(id)) break;
        const source = nodes[view.inputs[0]!]!;
        repeats ||= view.op === 'gather' || sizeOfShape(view.shape) > sizeOfShape(source.shape);
        direct = false;
        id = view.inputs[0]!;
      }
      uses[id]!.push({ consumer, repeats, direct });
    }
  });
  return uses;
}

function sizeOfShape(shape: readonly number[]): number {
  return shape.reduce((size, dim) => size * dim, 1);
}
