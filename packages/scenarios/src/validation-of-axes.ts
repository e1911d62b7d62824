/** What an axis must hold: bounds that rise, a default inside them, values that are possible. */
import type { Axis, ChoiceAxis, IntegerAxis, NumericAxis } from './scenario.js';
import type { Refuse } from './errors.js';

export function checkAxis(field: string, axis: Axis, refuse: Refuse): void {
  if (typeof axis !== 'object' || axis === null)
    refuse(field, 'must be an axis', axis, 'build it with linear, log, integer or choice');
  if (typeof axis.description !== 'string' || axis.description.trim() === '')
    refuse(`${field}.description`, 'must not be empty', axis.description, 'say what it changes');
  switch (axis.kind) {
    case 'numeric':
      checkNumericAxis(field, axis, refuse);
      return;
    case 'integer':
      checkIntegerAxis(field, axis, refuse);
      return;
    case 'choice':
      checkChoiceAxis(field, axis, refuse);
      return;
    default:
      axis satisfies never;
      refuse(field, 'must be an axis', axis, 'build it with linear, log, integer or choice');
  }
}

function checkNumericAxis(field: string, axis: NumericAxis, refuse: Refuse): void {
  for (const bound of ['low', 'high', 'default'] as const)
    if (!Number.isFinite(axis[bound]))
      refuse(`${field}.${bound}`, 'must be a finite number', axis[bound], 'write a number');
  if (!['linear', 'log'].includes(axis.scale))
    refuse(`${field}.scale`, "must be 'linear' or 'log'", axis.scale, 'use the builders');
  if (axis.scale === 'log' && axis.low <= 0)
    refuse(`${field}.low`, 'must be above 0 on a log axis', axis.low, 'raise it, or use linear');
  checkBounds(field, axis, refuse);
}

function checkIntegerAxis(field: string, axis: IntegerAxis, refuse: Refuse): void {
  for (const bound of ['low', 'high', 'default'] as const)
    if (!Number.isSafeInteger(axis[bound]))
      refuse(`${field}.${bound}`, 'must be a whole number', axis[bound], 'round it');
  checkBounds(field, axis, refuse);
  if (!Array.isArray(axis.values) || axis.values.length === 0)
    refuse(`${field}.values`, 'must list what a sweep takes', axis.values, 'name at least one');
  axis.values.forEach((value: number, index: number) => {
    if (!Number.isSafeInteger(value) || value < axis.low || value > axis.high)
      refuse(
        `${field}.values.${index}`,
        `must be a whole number from ${axis.low} to ${axis.high}`,
        value,
        'change it or the bounds',
      );
    if (index > 0 && value <= axis.values[index - 1]!)
      refuse(`${field}.values`, 'must rise', axis.values, 'sort them, each once');
  });
}

function checkChoiceAxis(field: string, axis: ChoiceAxis, refuse: Refuse): void {
  const values: readonly unknown[] = Array.isArray(axis.values) ? axis.values : [];
  if (values.length === 0 || !values.every((value) => typeof value === 'string' && value !== ''))
    refuse(`${field}.values`, 'must list words', axis.values, 'name at least one');
  if (new Set(values).size !== values.length)
    refuse(`${field}.values`, 'must differ from each other', axis.values, 'name each once');
  if (!axis.values.includes(axis.default))
    refuse(`${field}.default`, 'must be one of the values', axis.default, 'take one of them');
}

function checkBounds(
  field: string,
  axis: { readonly low: number; readonly high: number; readonly default: number },
  refuse: Refuse,
): void {
  if (axis.low >= axis.high)
    refuse(
      field,
      'must run from low to high',
      `${axis.low}..${axis.high}`,
      axis.low > axis.high ? 'swap the bounds' : 'move the bounds apart',
    );
  if (axis.default < axis.low || axis.default > axis.high)
    refuse(
      `${field}.default`,
      `must lie from ${axis.low} to ${axis.high}`,
      axis.default,
      'move it inside or widen the bounds',
    );
}
