/** A measurement as it is saved, printed and compared. */
import Table from 'cli-table3';
import { stamped, type Stamp } from './stamp.js';

export interface Measured {
  readonly name: string;
  readonly how: string;
  /** Per core, the median of the rounds. */
  readonly cellsPerSecond: number;
  readonly rounds: readonly number[];
  readonly cellsPerSecondOnBothCores: number | null;
}

/** Brink against itself. */
export interface Anatomy {
  /** The share of the time that the health checks take. */
  readonly checksCost: number;
  /** A training that is nothing but products: its products over the peak. */
  readonly productsShareOfPeak: number;
  /** Steps that were run over steps that cells needed, on a map where half of them die. */
  readonly stepsRunOverNeeded: number;
}

export interface Result {
  readonly workload: string;
  readonly title: string;
  readonly steps: number;
  readonly peakGflops: number;
  /** The products of Brink's step over the peak, the whole step's time counted. */
  readonly shareOfPeak: number | null;
  readonly measured: readonly Measured[];
  /** Of the dense workload. */
  readonly anatomy: Anatomy | null;
  /** Who did not take part, and why. */
  readonly missing: Readonly<Record<string, string>>;
}

export type SavedResult = Stamp & Result;

export const saved = (result: Result): SavedResult => stamped(result);

/** Three significant digits. */
export const figure = (value: number): string => Number(value.toPrecision(3)).toString();

/** Rows of words: the contestants, the fastest first, with Brink's rate over theirs. */
export function rowsOf({ measured }: Result): readonly (readonly string[])[] {
  const brink = measured.find(({ name }) => name === 'brink wasm')?.cellsPerSecond;
  return [...measured]
    .sort((a, b) => b.cellsPerSecond - a.cellsPerSecond)
    .map(({ name, how, cellsPerSecond, cellsPerSecondOnBothCores }) => [
      name,
      how,
      figure(cellsPerSecond),
      cellsPerSecondOnBothCores === null ? '' : figure(cellsPerSecondOnBothCores),
      brink === undefined ? '' : `${figure(brink / cellsPerSecond)}x`,
    ]);
}

export const heads = ['', 'how', 'cells/s a core', 'on 2 cores', 'Brink is'];

/** What else was measured, in sentences. */
export function remarksOf(result: Result): readonly string[] {
  const brink = result.measured.find(({ name }) => name === 'brink wasm');
  const remarks = [
    `The most that WebAssembly SIMD multiplies and adds on this core: ${figure(result.peakGflops)} GFLOP/s.`,
  ];
  if (result.shareOfPeak !== null)
    remarks.push(
      `Brink's products over the whole step reach ${figure(100 * result.shareOfPeak)} % of it.`,
    );
  if (result.anatomy !== null) {
    const { checksCost, productsShareOfPeak, stepsRunOverNeeded } = result.anatomy;
    remarks.push(
      `A training that is nothing but products reaches ${figure(100 * productsShareOfPeak)} % of it.`,
      `The health checks take ${figure(100 * checksCost)} % of the time.`,
      `On a map of tanh-mlp where cells die, groups of lanes run ${figure(stepsRunOverNeeded)} times the steps that the cells need.`,
    );
  }
  if (brink?.cellsPerSecondOnBothCores !== null && brink !== undefined)
    remarks.push(
      `Two cores give Brink ${figure(brink.cellsPerSecondOnBothCores / brink.cellsPerSecond)} times the cells of one.`,
    );
  for (const [name, why] of Object.entries(result.missing))
    remarks.push(`${name} did not take part: ${why}.`);
  return remarks;
}

/** The table and the remarks for a terminal. */
export function textOf(result: Result): string {
  const table = new Table({ head: heads, style: { head: [], border: [] } });
  for (const row of rowsOf(result)) table.push([...row]);
  return [result.title, table.toString(), ...remarksOf(result)].join('\n');
}
