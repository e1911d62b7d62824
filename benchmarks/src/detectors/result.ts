/** What it costs to watch a training, as it is saved, printed and written into the docs. */
import Table from 'cli-table3';
import { median } from '../median.js';
import { figure } from '../result.js';
import { stamped, type Stamp } from '../stamp.js';

/** One way to look after a step. */
interface WatchTimes {
  readonly name: string;
  readonly how: string;
  /** Milliseconds of processor time a step, a round each. */
  readonly rounds: readonly number[];
  /** The median over the rounds of its time over that of the bare step measured right beside it. */
  readonly ratio: number;
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

export const detectorsHeads = ['', 'how', 'ms a step', 'of the bare step', 'it costs'];

/** Rows of words, in the order in which they were measured. */
export const detectorsRows = ({ watches }: DetectorsResult): readonly (readonly string[])[] =>
  watches.map(({ name, how, rounds, ratio }) => [
    name,
    how,
    figure(median(rounds)),
    `${figure(ratio)}x`,
    `${figure(100 * (ratio - 1))} %`,
  ]);

export const detectorsRemarks = ({
  backend,
  net,
  batch,
  stepsPerTurn,
  watches,
}: DetectorsResult): readonly string[] => [
  `One training step of a ${net} net (relu, softmax cross-entropy, adam), batch ${String(batch)}, float32, on the backend ${backend} on one thread, in processor time. All train the same parameters in one process, in turns of ${String(stepsPerTurn)} steps (debug mode and blame of one), ${String(watches[0]?.rounds.length ?? 0)} rounds. The ratio is the median of the rounds' ratios to a turn of the bare step right beside it; for the bare step that says how exact the others are.`,
];

/** The table and the remarks for a terminal. */
export function detectorsText(result: DetectorsResult): string {
  const table = new Table({ head: detectorsHeads, style: { head: [], border: [] } });
  for (const row of detectorsRows(result)) table.push([...row]);
  return [table.toString(), ...detectorsRemarks(result)].join('\n');
}
