/** A rule: how a cause is told from an origin, and what cures it. Rules are data, one file each. */
import type { Operation } from '../checking/operation.js';
import type { Diagnosis, Origin } from '../blame/report.js';
import { nonFinite, type Health } from '../health.js';

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

/** The operation of the forward pass behind gradients, and gradients of gradients. */
export function differentiated(operation: Operation | undefined): Operation | undefined {
  let at = operation?.forwardOf;
  while (at?.forwardOf !== undefined) at = at.forwardOf;
  return at;
}

/** `2 of 64 values under the root are 0; the least above is 0.2`. */
export function zeros(health: Health, place: string): string {
  const { zero, size, leastMagnitude } = health;
  const least = figure(leastMagnitude);
  if (zero === 0) return `the least of ${size} ${place} is ${least}`;
  const above = Number.isNaN(leastMagnitude) ? '' : `; the least above is ${least}`;
  return `${zeroShare(health, place)}${above}`;
}

/** `2 of 64 values under the root are 0`. */
export const zeroShare = ({ zero, size }: Health, place: string): string =>
  `${share(zero, size)} ${place} ${are(zero)} 0`;

/** The divisor of a division, a reciprocal or a reciprocal root that is 0, or so small that the ratio overflows. */
export function vanishingDivisor(origin: Origin): Health | undefined {
  if (!['RealDiv', 'Reciprocal', 'Rsqrt'].includes(origin.op)) return undefined;
  const divisor = (inputOf(origin, 'b') ?? inputOf(origin, 'x'))?.health;
  return divisor !== undefined && (divisor.zero > 0 || divisor.leastMagnitude < 1e-19)
    ? divisor
    : undefined;
}

/** True where finite inputs made an infinity, or a NaN in a sum of such products. */
export const overflowed = ({ op, output, inputs }: Origin): boolean =>
  nonFinite(output.health) > 0 &&
  (growing.has(op)
    ? output.health.nan === 0
    : overflowing.has(op) && inputs.some(({ health }) => health.greatestMagnitude > 1e9));

/** Kernels that multiply many times over: also small numbers overflow. */
const growing = new Set(['Cumprod', 'Pow', 'Prod']);

const overflowing = new Set([
  'Add',
  'AddN',
  'AddV2',
  'AvgPool',
  'AvgPoolGrad',
  'BatchMatMul',
  'Conv2D',
  'Conv2DBackpropFilter',
  'Conv2DBackpropInput',
  'Conv3D',
  'Conv3DBackpropFilterV2',
  'Conv3DBackpropInputV2',
  'Cumsum',
  'DepthwiseConv2dNative',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'Einsum',
  'FusedConv2D',
  'FusedDepthwiseConv2D',
  'Mean',
  'Multiply',
  'RealDiv',
  'Square',
  'SquaredDifference',
  'Sub',
  'Sum',
  'UnsortedSegmentSum',
  '_FusedMatMul',
]);
