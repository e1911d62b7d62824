/** Options, from the command line or a file, become the one normal form. */
import * as v from 'valibot';
import { SweepError } from '../errors.js';
import { checkedValues, parseAxis, parseAxisSetting } from './axis.js';
import { parseGrid } from './grid.js';
import { nearNames } from './near-names.js';
import type { AxisSetting, SweepSpec } from './spec.js';

const AxisValue = v.union([v.number(), v.string()]);
const WholeFrom1 = v.pipe(v.number(), v.integer(), v.minValue(1));

const Options = v.strictObject({
  scenario: v.pipe(v.string(), v.nonEmpty()),
  /** `NAME=...`, once or several times. */
  axis: v.optional(v.union([v.string(), v.array(v.string())])),
  /** The same as a mapping: a file's way of saying it. */
  axes: v.optional(v.record(v.string(), v.union([AxisValue, v.array(AxisValue)]))),
  grid: v.optional(v.union([v.string(), v.number(), v.array(v.number())])),
  variant: v.optional(v.union([v.string(), v.array(v.string())])),
  steps: v.optional(WholeFrom1),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1))),
  engine: v.optional(v.picklist(['auto', 'eager', 'wasm'])),
  backend: v.optional(v.picklist(['cpu', 'wasm', 'tensorflow'])),
  precision: v.optional(v.picklist(['float32', 'float64'])),
  cellTimeout: v.optional(v.pipe(v.number(), v.finite(), v.gtValue(0))),
  threads: v.optional(WholeFrom1),
});

const optionNames = Object.keys(Options.entries);

const repairs: Readonly<Record<string, string>> = {
  scenario: 'name a scenario of the catalogue or a file',
  steps: 'give a whole number from 1 up',
  seed: 'give a whole number from 0 to 4294967295',
  engine: 'the engines are auto, eager and wasm',
  backend: 'the backends are cpu, wasm and tensorflow',
  precision: 'the precisions are float32 and float64',
  cellTimeout: 'give seconds above 0',
  threads: 'give a whole number from 1 up',
  variant: 'name a variant, several with commas, or all',
  axis: 'write NAME=LOW:HIGH:log, NAME=A,B,C or NAME=VALUE',
  axes: 'map each name to a range LOW:HIGH:log, a value or a list of values',
  grid: 'write 64x64, or 64 for every axis',
};

/**
 * Names may be written `cellTimeout` or `cell-timeout`; undefined counts as not given. An axis
 * named by `axis` overrides the same name in `axes`.
 * @throws SweepError for an unknown option or a wrong value
 */
export function parseSpec(options: unknown): SweepSpec {
  const given = v.safeParse(Options, camelCased(options));
  if (!given.success) throw faultOf(given.issues[0]);
  const it = given.output;
  return {
    scenario: it.scenario,
    axes: axesOf(it.axes ?? {}, it.axis ?? []),
    grid: it.grid === undefined ? null : parseGrid(it.grid),
    variants: variantsOf(it.variant ?? 'all'),
    steps: it.steps ?? null,
    seed: it.seed ?? 0,
    engine: it.engine ?? 'auto',
    backend: it.backend ?? 'cpu',
    precision: it.precision ?? null,
    cellTimeout: it.cellTimeout ?? 60,
    threads: it.threads ?? null,
  };
}

function axesOf(
  mapped: Readonly<Record<string, number | string | (number | string)[]>>,
  listed: string | readonly string[],
): SweepSpec['axes'] {
  const axes = new Map<string, AxisSetting>();
  for (const [name, value] of Object.entries(mapped))
    axes.set(
      name,
      typeof value === 'string'
        ? parseAxisSetting(name, value)
        : checkedValues(name, typeof value === 'number' ? [value] : value),
    );
  const seen = new Set<string>();
  for (const text of typeof listed === 'string' ? [listed] : listed) {
    const { name, setting } = parseAxis(text);
    if (seen.has(name))
      throw new SweepError({
        option: `axis '${name}'`,
        problem: 'is given twice',
        received: `'${text}'`,
        repair: 'give it once',
      });
    seen.add(name);
    axes.set(name, setting);
  }
  return Object.fromEntries(axes);
}

function variantsOf(given: string | readonly string[]): SweepSpec['variants'] {
  const names = (typeof given === 'string' ? [given] : given)
    .flatMap((text) => text.split(','))
    .map((name) => name.trim());
  if (names.includes('all')) return 'all';
  if (names.length === 0 || names.includes(''))
    throw new SweepError({
      option: 'variant',
      problem: 'must name a variant',
      received: `'${names.join(',')}'`,
      repair: repairs.variant!,
    });
  return [...new Set(names)];
}

function camelCased(options: unknown): unknown {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    const received = Array.isArray(options) ? 'a list' : (JSON.stringify(options) ?? 'nothing');
    throw new SweepError({
      option: 'spec',
      problem: 'must be a mapping of options',
      received,
      repair: `the options are ${optionNames.join(', ')}`,
    });
  }
  return Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [
        name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        value as unknown,
      ]),
  );
}

function faultOf(issue: v.BaseIssue<unknown>): SweepError {
  const path = (issue.path ?? []).map(({ key }) => String(key));
  const option = path[0] ?? 'spec';
  if (issue.expected === 'never')
    return new SweepError({
      option: `option '${option}'`,
      problem: 'is unknown',
      received: `'${option}'`,
      repair: nearNames(option, optionNames),
    });
  return new SweepError({
    option: path.length > 1 ? `${option} '${path.slice(1).join('.')}'` : option,
    problem: issue.input === undefined ? 'is missing' : 'has a wrong value',
    received: issue.received,
    repair: repairs[option] ?? `expected ${issue.expected ?? 'another value'}`,
  });
}
