/** Points: one value for each axis of a scenario. */
import { ScenarioError } from './errors.js';
import type { Axis, AxisPoint, Scenario } from './scenario.js';

/**
 * The scenario's defaults with the given values in their place. A numeric axis takes any finite
 * number, also outside the range that is swept by default.
 * @throws ScenarioError for an axis that is not there or a value that it cannot take
 */
export function point(scenario: Scenario, overrides: AxisPoint): AxisPoint {
  for (const [name, value] of Object.entries(overrides)) checkValue(scenario, name, value);
  return Object.fromEntries(
    Object.entries(scenario.axes).map(([name, axis]) => [name, overrides[name] ?? axis.default]),
  );
}

/** The part of a point that changes the program's shape, in the scenario's order of axes. */
export function structuralOf(scenario: Scenario, at: AxisPoint): AxisPoint {
  return Object.fromEntries(
    Object.entries(scenario.axes)
      .filter(([, axis]) => axis.kind !== 'numeric')
      .map(([name]) => [name, at[name]!]),
  );
}

/** The part of a point that changes numbers in the program, in the scenario's order of axes. */
export function numericOf(scenario: Scenario, at: AxisPoint): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(scenario.axes)
      .filter(([, axis]) => axis.kind === 'numeric')
      .map(([name]) => [name, at[name] as number]),
  );
}

/** @throws ScenarioError where the scenario has no such axis or the axis cannot take the value */
export function checkValue(scenario: Scenario, name: string, value: number | string): void {
  const axis = scenario.axes[name];
  if (axis === undefined || !Object.hasOwn(scenario.axes, name))
    throw new ScenarioError(
      scenario.name,
      `axes.${name}`,
      'is not an axis of it',
      value,
      `its axes are ${Object.keys(scenario.axes).join(', ')}`,
    );
  const refusal = refusalOf(axis, value);
  if (refusal !== null)
    throw new ScenarioError(scenario.name, `axes.${name}`, refusal.problem, value, refusal.repair);
}

function refusalOf(
  axis: Axis,
  value: number | string,
): { readonly problem: string; readonly repair: string } | null {
  switch (axis.kind) {
    case 'numeric':
      return Number.isFinite(value)
        ? null
        : { problem: 'takes a finite number', repair: `take for example ${axis.default}` };
    case 'integer':
      return Number.isSafeInteger(value) && axis.low <= Number(value) && Number(value) <= axis.high
        ? null
        : {
            problem: `takes a whole number from ${axis.low} to ${axis.high}`,
            repair: `take for example ${axis.default}`,
          };
    case 'choice':
      return axis.values.some((known) => known === value)
        ? null
        : { problem: 'takes one of its words', repair: `take one of ${axis.values.join(', ')}` };
    default:
      throw axis satisfies never;
  }
}
