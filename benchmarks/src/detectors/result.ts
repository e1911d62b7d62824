/** What it costs to watch a training, as it is saved, printed and written into the docs. */
import Table from 'cli-table3';
import { median } from '../median.js';
import { figure } from '../result.js';
import { stamped, type Stamp } from '../stamp.js';

/** One way to look after a step. */
interface WatchTimes {
  readonly name: string;
  readonly how: string;
  /** Milliseconds of processor time a step, a turn each. */
  readonly rounds: readonly number[];
  /** The median over its turns of their time over that of the bare step right beside each. */
  readonly ratio: number;
  /** The median of all such turns lies between these, 95 times of 100; of fewer than eleven, the least and the greatest. */
  readonly between: readonly [number, number];
}

/**
 * The median, and the interval of its sign test at 95 %: order statistics at n/2 -+ 1.96 sqrt(n)/2, by the normal
 * approximation, whatever the distribution.
 */
export function medianBetween(ratios: readonly number[]): Pick<WatchTimes, 'ratio' | 'between'> {
  const sorted = [...ratios].sort((a, b) => a - b);
  const below = Math.max(0, Math.floor((sorted.length - 1.96 * Math.sqrt(sorted.length)) / 2) - 1);
  return { ratio: median(sorted), between: [sorted[below]!, sorted.at(-1 - below)!] };
}

/** What the measuring process prints. */
export interface MeasuredWatches {
  readonly backend: string;
  readonly net: string;
  readonly batch: number;
  readonly stepsPerTurn: number;
  readonly watches: readonly WatchTimes[];
}

export type DetectorsResult = Stamp & MeasuredWatches;

export const detectorsResult = (measured: MeasuredWatches): DetectorsResult => stamped(measured);

export const detectorsHeads = ['', 'how', 'ms a step', 'of the bare step', 'it costs', 'between'];

const percent = (ratio: number) => `${figure(100 * (ratio - 1))} %`;

/** Rows of words, in the order in which they were measured. */
export const detectorsRows = ({ watches }: DetectorsResult): readonly (readonly string[])[] =>
  watches.map(({ name, how, rounds, ratio, between }) => [
    name,
    how,
    figure(median(rounds)),
    `${figure(ratio)}x`,
    percent(ratio),
    between.map(percent).join(' and '),
  ]);

export const detectorsRemarks = ({
  backend,
  net,
  batch,
  stepsPerTurn,
  watches,
}: DetectorsResult): readonly string[] => [
  `One training step of a ${net} net (relu, softmax cross-entropy, adam), batch ${String(batch)}, float32, on the backend ${backend} on one thread, in processor time. All train the same parameters in one process, in turns of ${String(stepsPerTurn)} steps (debug mode and blame of one), and each turn has one of the bare step right beside it. The ratio is the median over ${watches.map(({ rounds }) => String(rounds.length)).join(', ')} turns, with its 95 % interval (of fewer than eleven turns, the least and the greatest); the first row, the bare step beside itself, says how exact the others are.`,
];

/** The table and the remarks for a terminal. */
export function detectorsText(result: DetectorsResult): string {
  const table = new Table({ head: detectorsHeads, style: { head: [], border: [] } });
  for (const row of detectorsRows(result)) table.push([...row]);
  return [table.toString(), ...detectorsRemarks(result)].join('\n');
}
