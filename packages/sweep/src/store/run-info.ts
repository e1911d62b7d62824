/** What `run.json` holds: everything about a run but its cells. */
import type { PlannedAxis } from '../plan/plan.js';
import type { SweepSpec } from '../spec/spec.js';

/** The version of a run's files that this release writes. */
export const runFormat = 1;

export interface RunScenario {
  readonly name: string;
  readonly title: string;
  readonly cause: string;
  readonly explanation: string;
  readonly references: readonly string[];
}

/** How the cells are run, once `auto` is decided. */
export interface RunEngine {
  readonly name: 'eager' | 'wasm';
  /** The tfjs backend of `eager`; null for compiled engines. */
  readonly backend: string | null;
  /** Why `auto` fell back to `eager`, in one line; null where it did not. */
  readonly fallback: string | null;
}

export interface RunMachine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** For example `linux x64`. */
  readonly platform: string;
}

export interface RunInfo {
  readonly format: number;
  /** ISO 8601, UTC. */
  readonly created: string;
  /** As asked for; resume reads it. */
  readonly spec: SweepSpec;
  readonly scenario: RunScenario;
  readonly variants: readonly { readonly name: string; readonly description: string }[];
  readonly axes: readonly PlannedAxis[];
  readonly seed: number;
  readonly steps: number;
  readonly precision: 'float32' | 'float64';
  readonly tileCells: number;
  readonly engine: RunEngine;
  /** Versions by name: `brink`, `node`, `tfjs`, `tensorflow`, ... */
  readonly versions: Readonly<Record<string, string>>;
  readonly machine: RunMachine;
  /** The shell command that makes this run again. */
  readonly command: string;
}
