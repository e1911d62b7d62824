/** Which axes a run has and which values they take: the spec's wishes against the scenario's axes. */
import { checkValue, type Axis, type Scenario } from '@brink/scenarios';
import { SweepError } from '../errors.js';
import { checkLogBound } from '../spec/axis.js';
import { settingText } from '../spec/command.js';
import { nearNames } from '../spec/near-names.js';
import type { AxisSetting, SweepSpec } from '../spec/spec.js';
import { spacedValues } from './axis-values.js';
import type { PlannedAxis } from './plan.js';

/**
 * The swept axes first, in the spec's order, then the fixed ones in the scenario's. Where the spec
 * sweeps no axis, those that the scenario sweeps by default are, as far as the spec does not fix them.
 * @throws SweepError for an unknown axis, a value or range that it cannot take, or a grid that does not fit
 */
export function planAxes(spec: SweepSpec, scenario: Scenario): readonly PlannedAxis[] {
  const known = Object.keys(scenario.axes);
  for (const name of Object.keys(spec.axes))
    if (!Object.hasOwn(scenario.axes, name))
      throw new SweepError({
        option: `axis '${name}'`,
        problem: `is not an axis of '${scenario.name}'`,
        received: `'${name}'`,
        repair: nearNames(name, known),
      });
  const settings = new Map(
    Object.entries(spec.axes).map(([name, setting]) => [
      name,
      asWords(scenario.axes[name]!, setting),
    ]),
  );
  for (const [name, setting] of settings) checkSetting(scenario, name, setting);
  if (![...settings.values()].some(isSwept))
    for (const name of scenario.sweptByDefault)
      if (!settings.has(name)) settings.set(name, defaultSetting(scenario.axes[name]!));

  const swept = [...settings].filter(([, setting]) => isSwept(setting));
  const ranges = swept.filter(([, setting]) => setting.kind === 'range').length;
  const counts = gridCounts(spec.grid, ranges, swept.length, scenario);
  let range = 0;
  return [
    ...swept.map(([name, setting]) =>
      sweptAxis(
        name,
        scenario.axes[name]!,
        setting,
        setting.kind === 'range' ? counts[range++]! : 0,
      ),
    ),
    ...known
      .filter((name) => !swept.some(([each]) => each === name))
      .map((name) => fixedAxis(name, scenario.axes[name]!, settings.get(name))),
  ];
}

/** A choice is a word, also where it reads as a number: `width=16`. */
function asWords(axis: Axis, setting: AxisSetting): AxisSetting {
  return axis.kind === 'choice' && setting.kind === 'values'
    ? { kind: 'values', values: setting.values.map(String) }
    : setting;
}

function isSwept(setting: AxisSetting): boolean {
  return setting.kind === 'range' || setting.values.length > 1;
}

function defaultSetting(axis: Axis): AxisSetting {
  return axis.kind === 'numeric'
    ? { kind: 'range', low: axis.low, high: axis.high, scale: axis.scale }
    : { kind: 'values', values: axis.values };
}

/** Points of each range: fewer where more axes multiply. */
function gridCounts(
  grid: SweepSpec['grid'],
  ranges: number,
  swept: number,
  scenario: Scenario,
): readonly number[] {
  if (grid === null) return Array<number>(ranges).fill(swept <= 2 ? 64 : 24);
  if (grid.length === 1) return Array<number>(ranges).fill(grid[0]!);
  if (grid.length !== ranges)
    throw new SweepError({
      option: 'grid',
      problem: `must have one number for each of the ${ranges} swept ranges`,
      received: grid.join('x'),
      repair:
        ranges > 0
          ? `write ${Array<number>(ranges).fill(grid[0]!).join('x')}, or one number for all`
          : `leave it out, or sweep a range too, as ${defaultRanges(scenario)}`,
    });
  return grid;
}

/** The ranges that the scenario sweeps where nothing is said, as they are written on the command line. */
function defaultRanges({ axes, sweptByDefault }: Scenario): string {
  return sweptByDefault
    .filter((name) => axes[name]!.kind === 'numeric')
    .map((name) => `--axis ${name}=${settingText(defaultSetting(axes[name]!))}`)
    .join(' ');
}

function checkSetting(scenario: Scenario, name: string, setting: AxisSetting): void {
  const axis = scenario.axes[name]!;
  const received = settingText(setting);
  if (setting.kind === 'values') {
    for (const value of setting.values) checkAxisValue(scenario, name, value);
  } else if (axis.kind !== 'numeric') {
    throw new SweepError({
      option: `axis '${name}'`,
      problem: "changes the program's shape and takes a list of values, not a range",
      received,
      repair: `write ${name}=${axis.values.join(',')}`,
    });
  } else if ((setting.scale ?? axis.scale) === 'log') checkLogBound(name, setting.low, received);
}

/** The scenario's own check, said in this package's words. */
function checkAxisValue(scenario: Scenario, name: string, value: number | string): void {
  try {
    checkValue(scenario, name, value);
  } catch (error) {
    const { problem = 'cannot take the value', repair = 'take another value' } = error as {
      problem?: string;
      repair?: string;
    };
    throw new SweepError({
      option: `axis '${name}'`,
      problem,
      received: typeof value === 'string' ? `'${value}'` : String(value),
      repair,
    });
  }
}

function sweptAxis(name: string, axis: Axis, setting: AxisSetting, count: number): PlannedAxis {
  const { kind, description } = axis;
  if (setting.kind === 'values')
    return { name, kind, scale: 'ordinal', values: setting.values, description };
  const scale = setting.scale ?? (axis as { scale: 'linear' | 'log' }).scale;
  const values = spacedValues(setting.low, setting.high, count, scale);
  if (values.some((value, index) => index > 0 && !(value > values[index - 1]!)))
    throw new SweepError({
      option: `axis '${name}'`,
      problem: `is too narrow for ${count} different points`,
      received: settingText(setting),
      repair: 'take fewer points or wider bounds',
    });
  return { name, kind, scale, values, description };
}

function fixedAxis(name: string, axis: Axis, setting: AxisSetting | undefined): PlannedAxis {
  const value = setting?.kind === 'values' ? setting.values[0]! : axis.default;
  const scale = axis.kind === 'numeric' ? axis.scale : 'ordinal';
  return { name, kind: axis.kind, scale, values: [value], description: axis.description };
}
