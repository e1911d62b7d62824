/** A run's axis as Plot wants it: real logarithmic ticks, and half a cell beyond the outer values. */
import type * as Plot from '@observablehq/plot';
import type { ReportAxis } from '@brink/sweep';
import { isContinuous } from './grid.js';
import { formatAxisValue, formatNumber } from './number-format.js';

export interface AxisScale {
  readonly options: Plot.ScaleOptions;
  /** Labelled ticks. */
  readonly ticks: readonly (number | string)[];
  /** Ticks between them, without labels. */
  readonly minor: readonly number[];
  readonly format: (tick: number | string) => string;
}

/** `pixels` is the axis's length on screen, `room` what one label needs of it. */
export function axisScale(axis: ReportAxis, pixels: number, room: number): AxisScale {
  const most = Math.max(2, Math.floor(pixels / room));
  if (!isContinuous(axis)) return ordinal(axis, most);
  const values = axis.values.map(Number);
  const [first, last] = [values[0]!, values[values.length - 1]!];
  return axis.scale === 'log'
    ? logarithmic(first, last, values.length, most)
    : linear(first, last, values.length, most);
}

function ordinal(axis: ReportAxis, most: number): AxisScale {
  const every = Math.ceil(axis.values.length / most);
  return {
    options: { type: 'band', domain: [...axis.values], padding: 0 },
    ticks: axis.values.filter((_, i) => i % every === 0),
    minor: [],
    format: formatAxisValue,
  };
}

function linear(first: number, last: number, count: number, most: number): AxisScale {
  const half = (last - first) / (count - 1) / 2;
  const step = roundStep(first, last, most);
  return {
    options: { type: 'linear', domain: [first - half, last + half] },
    ticks: multiples(step, first, last),
    minor: multiples(step / 2, first, last),
    format: (tick) => formatNumber(Number(tick), 4),
  };
}

/** The least of 1, 2, 5 and their tenfolds of which at most `most` lie between the two. */
function roundStep(first: number, last: number, most: number): number {
  const rough = Math.abs(last - first) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= rough) ?? rough;
}

function multiples(step: number, first: number, last: number): number[] {
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  const from = Math.ceil(low / step - 1e-9);
  const to = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => (from + i) * step);
}

/** Decades where there are three; within fewer, also what lies between them. */
function logarithmic(first: number, last: number, count: number, most: number): AxisScale {
  const half = (last / first) ** (0.5 / (count - 1));
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  const [from, to] = [Math.floor(Math.log10(low) + 1e-9), Math.ceil(Math.log10(high) - 1e-9)];
  const decades = Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const within = (tick: number) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9);
  const every = (digits: readonly number[]) =>
    decades
      .flatMap((power) => digits.map((digit) => Number(`${String(digit)}e${String(power)}`)))
      .filter(within);
  const powers = every([1]);
  const stride = Math.max(1, Math.ceil(powers.length / most));
  const decadesLabelled = powers.filter((power) => Math.round(Math.log10(power)) % stride === 0);
  const labelled = powers.length >= 3 ? decadesLabelled : withinTwoDecades(low, high, most, every);
  const plain = low >= 1e-3 && high <= 1e4 && powers.length < 3;
  const digits = digitsToTell(labelled);
  return {
    options: { type: 'log', domain: [first / half, last * half] },
    ticks: labelled,
    minor: decades.length > 14 ? powers : every([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    format: (tick) =>
      plain ? formatNumber(Number(tick), digits) : powerOfTen(Number(tick), digits),
  };
}

/** The sparsest round digits of which at least three lie inside; even steps where the axis is narrower. */
function withinTwoDecades(
  low: number,
  high: number,
  most: number,
  every: (digits: readonly number[]) => number[],
): readonly number[] {
  const choices = [[1, 2, 5], [1, 3], [1], [1, 2, 3, 4, 5, 6, 7, 8, 9]].map(every);
  return (
    choices.find((ticks) => ticks.length <= most && ticks.length >= Math.min(3, most)) ??
    evenSteps(low, high, Math.min(most, 6))
  );
}

function evenSteps(low: number, high: number, most: number): readonly number[] {
  const ticks = multiples(roundStep(low, high, most), low, high);
  return ticks.length >= 2 ? ticks : [low, high];
}

/** How many significant digits tell the ticks apart: three at least. */
function digitsToTell(ticks: readonly number[]): number {
  const [first = 1, second = 2 * first] = ticks;
  const apart = Math.abs(second - first) / Math.max(Math.abs(first), Math.abs(second));
  return Math.max(3, Math.ceil(-Math.log10(apart)) + 2);
}

/** 10⁻³, 2·10⁴; 1 and 10 as they are. */
function powerOfTen(value: number, digits: number): string {
  const power = Math.floor(Math.log10(value) + 1e-9);
  const digit = Number((value / 10 ** power).toPrecision(digits));
  if (power === 0 || power === 1) return String(Number((digit * 10 ** power).toPrecision(digits)));
  const raised = String(power).replace(/[-\d]/g, (sign) => superscripts[sign] ?? sign);
  return `${digit === 1 ? '' : `${String(digit)}·`}10${raised}`;
}

const superscripts: Readonly<Record<string, string>> = {
  '-': '⁻',
  '0': '⁰',
  '1': '¹',
  '2': '²',
  '3': '³',
  '4': '⁴',
  '5': '⁵',
  '6': '⁶',
  '7': '⁷',
  '8': '⁸',
  '9': '⁹',
};
