/** A rule: how a cause is told from an origin, and what cures it. Rules are data, one file each. */
import type { Operation } from '../checking/operation.js';
import type { Diagnosis, Origin } from '../blame/report.js';

export interface Rule {
  /** kebab-case, the name of its file. */
  readonly name: string;
  /** The diagnosis where the rule recognises the origin, else null. `seen` is the whole step, in order. */
  readonly recognise: (
    origin: Origin,
    seen: readonly Operation[],
  ) => Omit<Diagnosis, 'rule'> | null;
}

/** The input of that name, or the n-th. */
export const inputOf = (origin: Origin, key: string | number) =>
  typeof key === 'number' ? origin.inputs[key] : origin.inputs.find(({ name }) => name === key);

/** A number for a person: four significant digits. */
export const figure = (value: number): string =>
  Number.isNaN(value) ? 'NaN' : Number(value.toPrecision(4)).toString();

/** `2 of 64 values`. */
export const share = (count: number, size: number): string =>
  `${count} of ${size} value${size === 1 ? '' : 's'}`;

/** `is` for one of them, `are` for more. */
export const are = (count: number): string => (count === 1 ? 'is' : 'are');

/** The operation behind reshapes and their kin. */
export function throughViews(operation: Operation | undefined): Operation | undefined {
  const views = new Set(['Reshape', 'Identity', 'Cast', 'ExpandDims']);
  let at = operation;
  while (at !== undefined && views.has(at.kernel)) at = Object.values(at.inputs)[0]?.producer;
  return at;
}

/** True where finite inputs made an infinity, or a NaN in a sum of such products. */
export const overflowed = ({ op, output, inputs }: Origin): boolean =>
  overflowing.has(op) &&
  output.health.positiveInfinity + output.health.negativeInfinity + output.health.nan > 0 &&
  inputs.some(({ health }) => health.greatestMagnitude > 1e9);

const overflowing = new Set([
  'Add',
  'AddN',
  'AddV2',
  'BatchMatMul',
  'Conv2D',
  'Cumsum',
  'Einsum',
  'FusedConv2D',
  'Mean',
  'Multiply',
  'Pow',
  'Prod',
  'RealDiv',
  'Square',
  'SquaredDifference',
  'Sub',
  'Sum',
  '_FusedMatMul',
]);
