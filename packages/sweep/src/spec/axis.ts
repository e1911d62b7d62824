/** The text of one axis: `NAME=LOW:HIGH[:log|linear]`, `NAME=A,B,C` or `NAME=VALUE`. */
import { SweepError } from '../errors.js';
import type { AxisSetting } from './spec.js';

const forms = 'write NAME=LOW:HIGH:log, NAME=LOW:HIGH:linear, NAME=A,B,C or NAME=VALUE';

export interface NamedAxis {
  readonly name: string;
  readonly setting: AxisSetting;
}

/**
 * `lr=1e-3:1e3:log` (a range; without a scale, the scenario's), `seqLen=5,20,50` (these values),
 * `lr=0.1` (fixed). Values that read as decimal numbers are numbers, others words.
 * @throws SweepError that names the axis
 */
export function parseAxis(text: string): NamedAxis {
  const equals = text.indexOf('=');
  const name = text.slice(0, Math.max(equals, 0)).trim();
  if (name === '')
    throw new SweepError({
      option: 'axis',
      problem: 'must name an axis and what it takes',
      received: `'${text}'`,
      repair: forms,
    });
  return { name, setting: parseAxisSetting(name, text.slice(equals + 1)) };
}

/** What stands after `NAME=`, or after `NAME:` in a spec file. */
export function parseAxisSetting(name: string, text: string): AxisSetting {
  const received = `'${text}'`;
  const fail = (problem: string, repair: string): never => {
    throw new SweepError({ option: `axis '${name}'`, problem, received, repair });
  };
  if (text.includes(':')) {
    const parts = text.split(':').map((part) => part.trim());
    const [lowText = '', highText = '', scaleText] = parts;
    if (parts.length > 3) fail('has too many parts', forms);
    if (scaleText !== undefined && scaleText !== 'log' && scaleText !== 'linear')
      fail(`has the unknown scale '${scaleText}'`, 'the scales are log and linear');
    const setting: AxisSetting = {
      kind: 'range',
      low: numberIn(lowText) ?? fail('must start at a number', forms),
      high: numberIn(highText) ?? fail('must end at a number', forms),
      scale: (scaleText as 'log' | 'linear' | undefined) ?? null,
    };
    checkRange(name, setting);
    return setting;
  }
  const values = text.split(',').map((part) => part.trim());
  if (values.includes('')) fail('has an empty value', forms);
  return checkedValues(
    name,
    values.map((value) => numberIn(value) ?? value),
  );
}

/** The same check for values however they were written. */
export function checkedValues(name: string, values: readonly (number | string)[]): AxisSetting {
  const fail = (problem: string, repair: string): never => {
    throw new SweepError({
      option: `axis '${name}'`,
      problem,
      received: values.length === 0 ? 'none' : values.map(String).join(','),
      repair,
    });
  };
  if (values.length === 0) fail('must have a value', forms);
  for (const value of values)
    if (
      (typeof value === 'number' && !Number.isFinite(value)) ||
      /^[+-]?(nan|inf(inity)?)$/i.test(String(value))
    )
      fail('must have finite values', 'give ordinary numbers');
  if (new Set(values).size < values.length) fail('has a value twice', 'give each value once');
  return { kind: 'values', values };
}

function checkRange(name: string, { low, high, scale }: AxisSetting & { kind: 'range' }): void {
  const received = `${low}:${high}${scale === null ? '' : `:${scale}`}`;
  const fail = (problem: string, repair: string): never => {
    throw new SweepError({ option: `axis '${name}'`, problem, received, repair });
  };
  if (!Number.isFinite(low) || !Number.isFinite(high))
    fail('must have finite bounds', 'give ordinary numbers');
  if (low > high) fail('must run from low to high', 'swap the bounds');
  if (low === high) fail('has equal bounds', `for a fixed value write ${name}=${low}`);
  if (scale === 'log') checkLogBound(name, low, received);
}

/** A log axis has no place for zero or negative numbers. */
export function checkLogBound(name: string, low: number, received: string): void {
  if (low <= 0)
    throw new SweepError({
      option: `axis '${name}'`,
      problem: 'on a log scale must be positive',
      received,
      repair: 'start above 0, or write :linear',
    });
}

/** The number that a text is, NaN and the infinities included (they are refused by name); undefined for words. */
function numberIn(text: string): number | undefined {
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^[+-]?nan$/i.test(text)) return NaN;
  const infinity = /^([+-]?)inf(inity)?$/i.exec(text);
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity;
  return undefined;
}
