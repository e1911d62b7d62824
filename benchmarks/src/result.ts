/** A measurement as it is saved, printed and compared. */
import Table from 'cli-table3';
import { stamped, type Stamp } from './stamp.js';

export interface Measured {
  readonly name: string;
  readonly how: string;
  /** Per core, the median of the rounds. */
  readonly cellsPerSecond: number;
  readonly rounds: readonly number[];
  /** The rate of two processes, a core each, over that of one; null where not measured. */
  readonly gainOfTwoCores: number | null;
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
  /** What WebAssembly SIMD multiplies and adds on one core, and what a second core makes of it. */
  readonly peakGflops: number;
  readonly peakGainOfTwoCores: number;
  /** Of a core that did nothing but the products of the step, at the peak; null where they were not counted. */
  readonly cellsPerSecondAtPeak: number | null;
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
    .map(({ name, how, cellsPerSecond, gainOfTwoCores }) => [
      name,
      how,
      figure(cellsPerSecond),
      gainOfTwoCores === null ? '' : figure(cellsPerSecond * gainOfTwoCores),
      brink === undefined ? '' : `${figure(brink / cellsPerSecond)}x`,
    ]);
}

export const heads = ['', 'how', 'cells/s a core', 'on 2 cores', 'Brink is'];

/** What else was measured, in sentences. */
export function remarksOf(result: Result): readonly string[] {
  const named = (name: string) => result.measured.find((one) => one.name === name);
  const [brink, tfjsNode] = [named('brink wasm'), named('tfjs-node')];
  const remarks = [
    `The most that WebAssembly SIMD multiplies and adds on this core: ${figure(result.peakGflops)} GFLOP/s.`,
  ];
  const atPeak = result.cellsPerSecondAtPeak;
  if (atPeak !== null && brink !== undefined)
    remarks.push(
      `Brink's products over the whole step reach ${figure((100 * brink.cellsPerSecond) / atPeak)} % of it.`,
    );
  if (result.anatomy !== null) {
    const { checksCost, productsShareOfPeak, stepsRunOverNeeded } = result.anatomy;
    remarks.push(
      `A training that is nothing but products reaches ${figure(100 * productsShareOfPeak)} % of it.`,
      `The health checks take ${figure(100 * checksCost)} % of the time.`,
      `On a map of tanh-mlp where cells die, groups of lanes run ${figure(stepsRunOverNeeded)} times the steps that the cells need.`,
    );
  }
  if (atPeak !== null && tfjsNode !== undefined)
    remarks.push(
      `A core that did nothing but these products at that peak would be ${figure(atPeak / tfjsNode.cellsPerSecond)} times tfjs-node: no program for WebAssembly SIMD without fused operations is faster here.`,
    );
  if (typeof brink?.gainOfTwoCores === 'number')
    remarks.push(
      `Two cores give Brink ${figure(brink.gainOfTwoCores)} times the cells of one; a loop that only multiplies and adds in registers, which is all that the machine has to give, gains ${figure(result.peakGainOfTwoCores)} times.`,
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
