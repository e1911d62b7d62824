/** Where a kernel's elements come from and go to. */
import type { NodeId } from '@brink/graph';
import type { Leaf } from './leaves.js';
import type { Words } from './primitives.js';
import type { Problem } from './problem.js';
import type { Samples } from './samples.js';

export interface KernelSite {
  readonly problem: Problem;
  readonly samples: Samples;
  readonly words: Words;
  readonly root: NodeId;
  readonly heart: NodeId | undefined;
  /** Samples in a block, in a loop over blocks. */
  readonly block: number | undefined;
  /** Adds to what its output holds: a sum over samples that runs block by block. */
  readonly accumulates: boolean;
  readonly output: Leaf;
  /** Whether the value of a node is read from memory. */
  isLeaf(id: NodeId): boolean;
  /** The leaves of the cluster, by node. */
  readonly leaves: ReadonlyMap<NodeId, Leaf>;
  readonly slots: ReadonlyMap<NodeId, number>;
  /** Slices whose leaf is what they are cut from. */
  readonly partial: ReadonlySet<NodeId>;
  readonly uses: readonly number[];
}
