/**
 * Short names for writing loops in TypeScript. Each makes one node of the loop language; only the
 * integer ones do more: arithmetic on known integers is done at once.
 */
import type {
  BitsBinary,
  Index,
  Kernel,
  LaneBinary,
  LaneCompare,
  LaneFunction,
  Lanes,
  LaneUnary,
  Statement,
} from '../loops.js';

/** An index, a known integer, or the name of an index. */
export type IndexLike = Index | number | string;

export function asIndex(value: IndexLike): Index {
  if (typeof value === 'number') return { kind: 'int', value };
  if (typeof value === 'string') return { kind: 'index', name: value };
  return value;
}

type IndexOperation = 'iadd' | 'isub' | 'imul' | 'idiv' | 'irem';

const FOLD: Record<IndexOperation, (a: number, b: number) => number> = {
  iadd: (a, b) => a + b,
  isub: (a, b) => a - b,
  imul: (a, b) => a * b,
  idiv: (a, b) => Math.trunc(a / b),
  irem: (a, b) => a % b,
};

const integerOperation =
  (kind: IndexOperation) =>
  (left: IndexLike, right: IndexLike): Index => {
    const a = asIndex(left);
    const b = asIndex(right);
    const divides = kind === 'idiv' || kind === 'irem';
    if (a.kind === 'int' && b.kind === 'int' && !(divides && b.value === 0))
      return { kind: 'int', value: FOLD[kind](a.value, b.value) };
    if (b.kind === 'int' && b.value === 0 && (kind === 'iadd' || kind === 'isub')) return a;
    if (b.kind === 'int' && b.value === 1 && (kind === 'imul' || kind === 'idiv')) return a;
    if (a.kind === 'int' && a.value === 0 && kind === 'iadd') return b;
    if (a.kind === 'int' && a.value === 1 && kind === 'imul') return b;
    return { kind, a, b };
  };

export const iadd = integerOperation('iadd');
export const isub = integerOperation('isub');
export const imul = integerOperation('imul');
/** Toward zero. */
export const idiv = integerOperation('idiv');
/** The sign of the dividend. */
export const irem = integerOperation('irem');

export const loadIndex = (address: IndexLike): Index => ({
  kind: 'loadIndex',
  address: asIndex(address),
});
/** The address of a buffer's first element, in that buffer's elements. */
export const baseOf = (buffer: string): Index => ({ kind: 'base', buffer });

export const number = (value: number): Lanes => ({ kind: 'number', value });
export const bits = (value: number | bigint): Lanes => ({ kind: 'bits', value });
export const local = (name: string): Lanes => ({ kind: 'local', name });
/** The vector at `address + offset`; the offset costs nothing. */
export const load = (address: IndexLike, offset: number): Lanes => ({
  kind: 'load',
  address: asIndex(address),
  offset,
});
/** In a kernel of doubles: the vector of lanes at `address + offset`, widened. */
export const loadWidened = (address: IndexLike, offset: number): Lanes => ({
  kind: 'loadWidened',
  address: asIndex(address),
  offset,
});
/** The scalar at `address + offset` in every lane. */
export const loadUniform = (address: IndexLike, offset: number): Lanes => ({
  kind: 'loadUniform',
  address: asIndex(address),
  offset,
});

const unary =
  (op: LaneUnary) =>
  (a: Lanes): Lanes => ({ kind: 'unary', op, a });
export const abs = unary('abs');
export const ceil = unary('ceil');
export const floor = unary('floor');
export const nearest = unary('nearest');
export const neg = unary('neg');
export const sqrt = unary('sqrt');
export const trunc = unary('trunc');

const binary =
  (op: LaneBinary) =>
  (a: Lanes, b: Lanes): Lanes => ({ kind: 'binary', op, a, b });
export const add = binary('add');
export const div = binary('div');
export const max = binary('max');
export const min = binary('min');
export const mul = binary('mul');
/** `a < b ? b : a`: keeps `a` where either is NaN. */
export const pseudoMax = binary('pseudoMax');
/** `b < a ? b : a`: keeps `a` where either is NaN. */
export const pseudoMin = binary('pseudoMin');
export const sub = binary('sub');

const compare =
  (op: LaneCompare) =>
  (a: Lanes, b: Lanes): Lanes => ({ kind: 'compare', op, a, b });
export const eq = compare('eq');
export const ge = compare('ge');
export const gt = compare('gt');
export const le = compare('le');
export const lt = compare('lt');
export const ne = compare('ne');

const bitsBinary =
  (op: BitsBinary) =>
  (a: Lanes, b: Lanes): Lanes => ({ kind: 'bitsBinary', op, a, b });
export const bitsAdd = bitsBinary('bitsAdd');
export const bitsAnd = bitsBinary('bitsAnd');
/** `a` where the bits of `b` are not set. */
export const bitsAndNot = bitsBinary('bitsAndNot');
export const bitsOr = bitsBinary('bitsOr');
export const bitsSub = bitsBinary('bitsSub');
export const bitsXor = bitsBinary('bitsXor');

const bitsCompare =
  (op: 'eq' | 'gt' | 'lt') =>
  (a: Lanes, b: Lanes): Lanes => ({ kind: 'bitsCompare', op, a, b });
export const bitsEq = bitsCompare('eq');
/** Signed. */
export const bitsGt = bitsCompare('gt');
/** Signed. */
export const bitsLt = bitsCompare('lt');

const shift =
  (op: 'left' | 'right' | 'rightSigned') =>
  (a: Lanes, by: number): Lanes => ({ kind: 'shift', op, a, by });
export const shiftLeft = shift('left');
export const shiftRight = shift('right');
export const shiftRightSigned = shift('rightSigned');

/** Where the mask is set, `a`, elsewhere `b`. */
export const choose = (mask: Lanes, a: Lanes, b: Lanes): Lanes => ({ kind: 'choose', mask, a, b });
export const toBits = (a: Lanes): Lanes => ({ kind: 'toBits', a });
export const fromBits = (a: Lanes): Lanes => ({ kind: 'fromBits', a });
export const fromIndex = (a: IndexLike): Lanes => ({ kind: 'fromIndex', a: asIndex(a) });
export const call = (name: string, ...args: readonly Lanes[]): Lanes => ({
  kind: 'call',
  name,
  arguments: args,
});

export const comment = (text: string): Statement => ({ kind: 'comment', text });
export const set = (name: string, value: Lanes): Statement => ({ kind: 'set', name, value });
export const setIndex = (name: string, value: IndexLike): Statement => ({
  kind: 'setIndex',
  name,
  value: asIndex(value),
});
export const store = (address: IndexLike, offset: number, value: Lanes): Statement => ({
  kind: 'store',
  address: asIndex(address),
  offset,
  value,
});
/** `index` from 0 up to `count`, not included. */
export const forEach = (
  index: string,
  count: IndexLike,
  body: readonly Statement[],
): Statement => ({
  kind: 'for',
  index,
  count: asIndex(count),
  body,
});
export const ifAny = (mask: Lanes, body: readonly Statement[]): Statement => ({
  kind: 'ifAny',
  mask,
  body,
});
export const ifLess = (a: IndexLike, b: IndexLike, body: readonly Statement[]): Statement => ({
  kind: 'ifLess',
  a: asIndex(a),
  b: asIndex(b),
  body,
});
export const run = (name: string, ...args: readonly IndexLike[]): Statement => ({
  kind: 'run',
  name,
  arguments: args.map(asIndex),
});
export const leave: Statement = { kind: 'return' };

export const kernel = (
  name: string,
  parameters: readonly string[],
  body: readonly Statement[],
): Kernel => ({ kind: 'kernel', name, parameters, body });

/** A kernel that computes in float64 whatever the module's precision. */
export const doublesKernel = (
  name: string,
  parameters: readonly string[],
  body: readonly Statement[],
): Kernel => ({ kind: 'kernel', doubles: true, name, parameters, body });

export const laneFunction = (
  name: string,
  parameters: readonly string[],
  body: readonly Statement[],
  result: Lanes,
): LaneFunction => ({ kind: 'lanes', name, parameters, body, result });
