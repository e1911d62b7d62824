/** What the main thread and a worker say to one another about a tile. */
import type { MessagePort } from 'node:worker_threads';
import type { CompiledTraining } from '@brink/compiler';
import type { Cell, CellRecord } from '@brink/sweep';
import type { BackendName } from '../backends/backend.js';

/** How a worker runs the cells of a task. */
export type CellEngine =
  | { readonly name: 'eager'; readonly backend: BackendName }
  | {
      readonly name: 'wasm';
      /** The program's position in the plan. */
      readonly program: number;
      readonly compiled: CompiledTraining;
    };

/** Cells for one worker to run, all of one program. */
export interface CellTask {
  /** As `loadScenario` takes it. */
  readonly scenario: string;
  readonly cells: readonly Cell[];
  readonly steps: number;
  readonly engine: CellEngine;
  /** Where the worker tells of each cell; it closes it at the end. */
  readonly port: MessagePort;
}

/** Cells are named by their index; with a compiled engine a group of lanes starts and ends together. */
export type CellMessage =
  | { readonly kind: 'started'; readonly cells: readonly number[]; readonly at: number }
  | { readonly kind: 'finished'; readonly records: readonly CellRecord[] }
  | { readonly kind: 'threw'; readonly cells: readonly number[]; readonly error: string };
