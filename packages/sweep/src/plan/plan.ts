/** A sweep laid out: which values each axis takes, which cells there are, and which tiles hold them. */

/** One axis of a run: every axis of the scenario, swept or not. */
export interface PlannedAxis {
  readonly name: string;
  readonly kind: 'numeric' | 'integer' | 'choice';
  /** How its values are spaced; `ordinal` for structural axes and for lists. */
  readonly scale: 'linear' | 'log' | 'ordinal';
  /** One value where the axis is fixed. */
  readonly values: readonly (number | string)[];
  readonly description: string;
}

/** One program: what a compiled training is made for. */
export interface ProgramKey {
  readonly variant: string;
  /** A value for each structural axis. */
  readonly structural: Readonly<Record<string, number | string>>;
}

/** Cells that go to a worker together and are stored in one transaction. */
export interface Tile {
  /** The position in `SweepPlan.tiles`, the same on every machine. */
  readonly index: number;
  /** The position in `SweepPlan.programs`. */
  readonly program: number;
  /** Indices of cells, neighbours on the grid beside one another. */
  readonly cells: readonly number[];
}

/** Depends on the spec and the scenario alone: planning it again gives the same cells and tiles. */
export interface SweepPlan {
  readonly variants: readonly string[];
  /** In the order of the cells' index: the last is fastest. */
  readonly axes: readonly PlannedAxis[];
  readonly seed: number;
  readonly steps: number;
  readonly precision: 'float32' | 'float64';
  readonly cellCount: number;
  /** The greatest number of cells in a tile. */
  readonly tileCells: number;
  readonly programs: readonly ProgramKey[];
  readonly tiles: readonly Tile[];
}
