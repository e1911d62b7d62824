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
  const rough = Math.abs(last - first) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= rough) ?? rough;
  return {
    options: { type: 'linear', domain: [first - half, last + half] },
    ticks: multiples(step, first, last),
    minor: multiples(step / 2, first, last),
    format: (tick) => formatNumber(Number(tick), 4),
  };
}

function multiples(step: number, first: number, last: number): number[] {
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  const from = Math.ceil(low / step - 1e-9);
  const to = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => (from + i) * step);
}

/** Decades where there are at least two; within fewer, also their 2 and 5. */
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
  const labelled =
    powers.length >= 3
      ? powers.filter((power) => Math.round(Math.log10(power)) % stride === 0)
      : ([[1, 2, 5], [1, 3], [1]].map(every).find((ticks) => ticks.length <= most) ?? powers);
  const plain = low >= 1e-3 && high <= 1e4 && powers.length < 3;
  return {
    options: { type: 'log', domain: [first / half, last * half] },
    ticks: labelled.length > 0 ? labelled : [low, high],
    minor: decades.length > 14 ? powers : every([1, 2, 3, 4, 5, 6, 7, 8, 9]),
    format: (tick) => (plain ? formatNumber(Number(tick), 3) : powerOfTen(Number(tick))),
  };
}

/** 10⁻³, 2·10⁴; 1 and 10 as they are. */
function powerOfTen(value: number): string {
  const power = Math.floor(Math.log10(value) + 1e-9);
  const digit = Number((value / 10 ** power).toPrecision(3));
  if (power === 0 || power === 1) return String(Number((digit * 10 ** power).toPrecision(3)));
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
