/**
 * A program: a whole training run (setup, then every step with its health checks) compiled for a
 * group of lanes. Plain data that can be sent to a worker; `loadProgram` makes it runnable.
 */
import type { Graph } from '@brink/graph';
import type { Precision } from './loops.js';

/**
 * The graphs of one training. Ports are named as follows.
 * `init`: inputs `axis:NAME`; outputs `param:NAME`, `slot:NAME` (optimizer state), `data:NAME`.
 * `step`: inputs `axis:NAME`, `step` (a scalar, 0 at the first), `param:NAME`, `slot:NAME`,
 * `batch:NAME`; outputs `loss`, `gradient:NAME`, `param:NAME`, `slot:NAME`.
 * `record`, where the loss is recorded on all data and not on the batch: inputs `axis:NAME`,
 * `step`, `param:NAME`, `data:NAME`; output `loss`.
 */
export interface TrainingGraphs {
  readonly init: Graph;
  readonly step: Graph;
  readonly record?: Graph;
}

export interface TrainingSpec {
  readonly graphs: TrainingGraphs;
  /** The numeric axes, in the order in which values are given to a run. */
  readonly axes: readonly string[];
  readonly precision: Precision;
  readonly steps: number;
  /** `rows` has steps x size entries: the samples of each step's batch. */
  readonly batches:
    | { readonly kind: 'full' }
    | { readonly kind: 'minibatch'; readonly size: number; readonly rows: Int32Array };
}

/** A compiled training: send it to workers as it is. */
export interface CompiledTraining {
  readonly target: 'wasm';
  readonly precision: Precision;
  readonly lanes: number;
  readonly steps: number;
  readonly axes: readonly string[];
  /** In the order in which a step is checked: `loss`, then `gradient:NAME`, then `parameter:NAME`. */
  readonly sites: readonly string[];
  readonly module: WebAssembly.Module;
  readonly codeBytes: number;
  readonly memoryBytes: number;
  /** Addresses of the few buffers that the host reads and writes, in bytes. */
  readonly layout: Readonly<Record<string, number>>;
}

/** What one lane's run came to; the outcome is made of it by @brink/sweep. */
export interface LaneSummary {
  /** How many steps were run. */
  readonly steps: number;
  /** The loss before the first update. */
  readonly initialLoss: number;
  /** The loss before the last update; it may be non-finite. */
  readonly finalLoss: number;
  /** The least finite loss; NaN where there was none. */
  readonly leastLoss: number;
  /** The mean of the last 20 losses, of all where there are fewer; NaN where a value was not finite. */
  readonly endLoss: number;
  /** The convergence measure of Sohl-Dickstein 2024 (arXiv:2402.06184). */
  readonly measure: number;
  /** The first step with a non-finite value, and its site; -1 and null where there was none. */
  readonly firstBadStep: number;
  readonly site: string | null;
  readonly badIsNaN: boolean;
}

/** A training that can be run; each run takes up to `lanes` cells. */
export interface Program {
  readonly lanes: number;
  /** One row of axis values per cell, in the order of `axes`; at most `lanes` rows. */
  run(cells: readonly (readonly number[])[]): readonly LaneSummary[];
  /** The loss before each update of a lane of the last run, as many as steps were run; the last may be non-finite. */
  losses(lane: number): Float64Array;
}
