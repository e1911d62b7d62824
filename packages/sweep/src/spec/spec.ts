/** What a sweep is asked to do, in its one normal form: plain data that is stored in `run.json`. */

/** How one axis is asked for: `lr=1e-3:1e3:log`, `seqLen=5,20,50`, or `lr=0.1` (one value: fixed). */
export type AxisSetting =
  | {
      readonly kind: 'range';
      readonly low: number;
      readonly high: number;
      /** null: the scale that the scenario gives the axis. */
      readonly scale: 'linear' | 'log' | null;
    }
  | { readonly kind: 'values'; readonly values: readonly (number | string)[] };

/** `auto` compiles to WebAssembly and falls back to `eager` where the scenario cannot be traced. */
export type EngineChoice = 'auto' | 'eager' | 'wasm';
/** The tfjs backend of the engine `eager`. */
export type BackendChoice = 'cpu' | 'wasm' | 'tensorflow';

export interface SweepSpec {
  /** A name of the catalogue, or the path of a scenario file. */
  readonly scenario: string;
  /** The axes that were named, in order; the others stand at their defaults. */
  readonly axes: Readonly<Record<string, AxisSetting>>;
  /** Points on each numeric range, in the order of the swept axes, or one number for all; null: chosen by the number of axes. */
  readonly grid: readonly number[] | null;
  /** Names of variants; `fixed` also stands for every variant but `broken`. */
  readonly variants: readonly string[] | 'all';
  /** null: the scenario's own. */
  readonly steps: number | null;
  /** An integer from 0 to 2^32 - 1. */
  readonly seed: number;
  readonly engine: EngineChoice;
  readonly backend: BackendChoice;
  /** null: the scenario's own. */
  readonly precision: 'float32' | 'float64' | null;
  /** Seconds that one cell may take before it counts as hung. */
  readonly cellTimeout: number;
  /** null: as many as the machine has cores. */
  readonly threads: number | null;
}
