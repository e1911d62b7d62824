/**
 * How far a sweep is: on a terminal a bar, elsewhere one JSON line every few seconds, both on
 * stderr, so that stdout keeps to results.
 */
import type { CellRecord, Outcome } from '@brink/sweep';
import cliProgress from 'cli-progress';
import { printNote } from '../terminal.js';

const secondsBetweenLines = 3;

export interface Progress {
  /** Cells that have been stored since the last call. */
  stored(records: readonly CellRecord[]): void;
  stop(): void;
}

class Tally {
  readonly #from = performance.now();
  readonly outcomes: Partial<Record<Outcome, number>> = {};
  done: number;
  #doneHere = 0;

  constructor(
    done: number,
    readonly total: number,
  ) {
    this.done = done;
  }

  add(records: readonly CellRecord[]): void {
    for (const { outcome } of records) this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
    this.done += records.length;
    this.#doneHere += records.length;
  }

  get cellsPerSecond(): number {
    return this.#doneHere / Math.max((performance.now() - this.#from) / 1000, 1e-3);
  }

  /** null before the first cell. */
  get secondsLeft(): number | null {
    return this.#doneHere === 0 ? null : (this.total - this.done) / this.cellsPerSecond;
  }
}

/** Three significant digits, for people and for JSON. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

function lines(tally: Tally): Progress {
  const print = () =>
    printNote(
      JSON.stringify({
        progress: rounded(tally.done / tally.total),
        cells: tally.done,
        of: tally.total,
        cellsPerSecond: rounded(tally.cellsPerSecond),
        secondsLeft: tally.secondsLeft === null ? null : rounded(tally.secondsLeft),
        outcomes: tally.outcomes,
      }),
    );
  const timer = setInterval(print, secondsBetweenLines * 1000);
  timer.unref();
  return {
    stored: (records) => tally.add(records),
    stop: () => {
      clearInterval(timer);
      print();
    },
  };
}

function duration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds)) return '…';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

function bar(tally: Tally): Progress {
  const shown = new cliProgress.SingleBar(
    {
      format: '{bar} {value}/{total}  {rate} cells/s  ETA {left}  {outcomes}',
      barsize: 24,
      hideCursor: true,
      clearOnComplete: true,
      gracefulExit: false,
      stream: process.stderr,
    },
    cliProgress.Presets.shades_classic,
  );
  const payload = () => ({
    rate: String(rounded(tally.cellsPerSecond)),
    left: duration(tally.secondsLeft),
    outcomes: Object.entries(tally.outcomes)
      .map(([outcome, count]) => `${outcome} ${count}`)
      .join('  '),
  });
  shown.start(tally.total, tally.done, payload());
  return {
    stored: (records) => {
      tally.add(records);
      shown.update(tally.done, payload());
    },
    stop: () => shown.stop(),
  };
}

/**
 * @param done cells that were stored before
 * @param total cells of the whole run
 */
export function startProgress(done: number, total: number): Progress {
  const tally = new Tally(done, total);
  return process.stderr.isTTY ? bar(tally) : lines(tally);
}
