/** Runs the contestants in turn, round by round, so that a machine that slows down slows all of them. */
import { Contestant, type Startable } from './contestants/protocol.js';
import { entries, peak, productsAlone, unchecked, type Entry } from './contestants/table.js';
import { stepsRunOverNeeded } from './early-exit.js';
import { flopsPerPeakCell } from './peak-flops.js';
import { median } from './median.js';
import type { Anatomy, Measured, Result } from './result.js';
import type { Workload } from './workloads/index.js';
import { products } from './workloads/dense.js';

export interface MeasureOptions {
  readonly rounds: number;
  /** The length of one timed part; a contestant runs at least one cell or batch. */
  readonly seconds: number;
  /** Names of contestants; all where empty. */
  readonly only: readonly string[];
}

interface Racer {
  readonly entry: Entry;
  readonly note: string;
  readonly start: Startable;
  readonly rates: number[];
}

const rateOf = async (contestant: Contestant, seconds: number): Promise<number> => {
  const timing = await contestant.measure(seconds);
  return timing.cells / timing.seconds;
};

export async function measure(workload: Workload, options: MeasureOptions): Promise<Result> {
  const racers: Racer[] = [];
  const missing: Record<string, string> = {};
  for (const entry of entries) {
    if (options.only.length > 0 && !options.only.includes(entry.name)) continue;
    console.error(`setting up ${entry.name}`);
    const found = await fastest(entry, workload, options.seconds / 2);
    if ('missing' in found) missing[entry.name] = found.missing;
    else racers.push({ entry, rates: [], ...found });
  }
  const peaks: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    console.error(`round ${round + 1} of ${options.rounds}`);
    peaks.push((await alone(peak, options.seconds / 2)) * flopsPerPeakCell);
    for (const { start, rates } of racers) rates.push(await alone(start, options.seconds));
  }
  console.error('two cores beside one');
  const gains = new Map<string, number>();
  for (const { entry, start } of racers)
    if (entry.onBothCores) gains.set(entry.name, await gainOfTwoCores(start, options));
  const peakGain = await gainOfTwoCores(peak, options);
  const anatomy = workload.name === 'dense' ? await dissect(workload, options) : null;
  const measured = racers.map(({ entry, note, rates }): Measured => {
    return {
      name: entry.name,
      how: note === '' ? entry.how : `${entry.how}: ${note}`,
      cellsPerSecond: median(rates),
      rounds: rates,
      gainOfTwoCores: gains.get(entry.name) ?? null,
    };
  });
  const peakFlops = median(peaks);
  return {
    workload: workload.name,
    title: workload.title,
    steps: workload.steps,
    peakGflops: peakFlops / 1e9,
    peakGainOfTwoCores: peakGain,
    cellsPerSecondAtPeak:
      workload.productFlops === null ? null : peakFlops / (workload.steps * workload.productFlops),
    measured,
    anatomy,
    missing,
  };
}

/** Brink against itself, in turns of its own: what its parts cost. */
async function dissect(workload: Workload, { rounds, seconds }: MeasureOptions): Promise<Anatomy> {
  const checked = entries[0]!.starts(workload)[0]![1] as Startable;
  const costs: number[] = [];
  const shares: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    console.error(`Brink against itself, round ${round + 1} of ${rounds}`);
    costs.push(1 - (await inTurns(checked, unchecked(workload), seconds)));
    const cells = await inTurns(productsAlone, peak, seconds);
    shares.push((cells * products.steps * products.productFlops!) / flopsPerPeakCell);
  }
  return {
    checksCost: median(costs),
    productsShareOfPeak: median(shares),
    stepsRunOverNeeded: await stepsRunOverNeeded(),
  };
}

/** The rate of one over the rate of the other, ten short turns each, so that both see the same machine. */
async function inTurns(one: Startable, other: Startable, seconds: number): Promise<number> {
  const pair = [one, other].map((start) => new Contestant(start, 0)) as [Contestant, Contestant];
  try {
    for (const contestant of pair) await contestant.ready();
    const ratios: number[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const rates = [await rateOf(pair[0], seconds / 10), await rateOf(pair[1], seconds / 10)];
      ratios.push(rates[0]! / rates[1]!);
    }
    return median(ratios);
  } finally {
    for (const contestant of pair) contestant.close();
  }
}

async function alone(start: Startable, seconds: number): Promise<number> {
  const contestant = new Contestant(start, 0);
  try {
    await contestant.ready();
    return await rateOf(contestant, seconds);
  } finally {
    contestant.close();
  }
}

/**
 * The rate of two processes at once, a core each, over the mean rate of the two while the other
 * waits: ten short turns a round, so that all see the same machine.
 */
async function gainOfTwoCores(
  start: Startable,
  { rounds, seconds }: MeasureOptions,
): Promise<number> {
  const pair = [0, 1].map((core) => new Contestant(start, core));
  try {
    await Promise.all(pair.map((contestant) => contestant.ready()));
    const gains: number[] = [];
    for (let turn = 0; turn < 10 * rounds; turn += 1) {
      let apart = 0;
      for (const contestant of pair) apart += await rateOf(contestant, seconds / 10);
      const rates = await Promise.all(pair.map((contestant) => rateOf(contestant, seconds / 10)));
      gains.push((2 * rates.reduce((sum, rate) => sum + rate, 0)) / apart);
    }
    return median(gains);
  } finally {
    for (const contestant of pair) contestant.close();
  }
}

/** Tries each way once and keeps the fastest. */
async function fastest(
  entry: Entry,
  workload: Workload,
  seconds: number,
): Promise<{ note: string; start: Startable } | { missing: string }> {
  let best: { note: string; start: Startable; rate: number } | undefined;
  let why = 'no way to run it';
  const ways = entry.starts(workload);
  for (const [note, start] of ways) {
    if ('missing' in start) {
      why = start.missing;
      continue;
    }
    if (ways.length === 1) return { note, start };
    try {
      const rate = await alone(start, seconds);
      console.error(`  ${note}: ${rate.toFixed(1)} cells/s`);
      if (best === undefined || rate > best.rate) best = { note, start, rate };
    } catch (error) {
      why = (error as Error).message;
    }
  }
  return best ?? { missing: why };
}
