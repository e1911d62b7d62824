/**
 * The element-wise primitives in the loop language. Floats are lanes of numbers, bools are masks
 * (all bits of a lane set or none), int32 are lanes of integers of the precision's width.
 */
import type { DType, Node } from '@brink/graph';
import { LoweringError } from '../errors.js';
import type { Lanes, Precision } from '../loops.js';
import {
  abs,
  add,
  bits,
  bitsAdd,
  bitsAnd,
  bitsAndNot,
  bitsEq,
  bitsGt,
  bitsLt,
  bitsOr,
  bitsSub,
  bitsXor,
  call,
  ceil,
  choose,
  div,
  eq,
  floor,
  fromBits,
  ge,
  gt,
  le,
  lt,
  max,
  min,
  mul,
  ne,
  nearest,
  neg,
  number,
  pseudoMax,
  pseudoMin,
  sqrt,
  sub,
  toBits,
} from '../loops/build.js';

/** What the rules need to know of the program. */
export interface Words {
  readonly precision: Precision;
  number(value: number): Lanes;
  integer(value: number): Lanes;
  mask(value: boolean): Lanes;
}

export function wordsOf(precision: Precision): Words {
  const integer = (value: number): Lanes =>
    bits(precision === 'float32' ? value | 0 : BigInt.asUintN(64, BigInt(Math.trunc(value))));
  return {
    precision,
    number: (value) => number(precision === 'float32' ? Math.fround(value) : value),
    integer,
    mask: (value) => integer(value ? -1 : 0),
  };
}

/** A known value of a dtype. */
export function knownElement(words: Words, dtype: DType, value: number): Lanes {
  if (dtype === 'float') return words.number(value);
  return dtype === 'bool' ? words.mask(value !== 0) : words.integer(value);
}

type Rule = (words: Words, ...args: Lanes[]) => Lanes;

const FLOAT_RULES: Readonly<Record<string, Rule>> = {
  abs: (_, a) => abs(a!),
  ceil: (_, a) => ceil(a!),
  floor: (_, a) => floor(a!),
  neg: (_, a) => neg(a!),
  round: (_, a) => nearest(a!),
  sqrt: (_, a) => sqrt(a!),
  reciprocal: (w, a) => div(w.number(1), a!),
  isNan: (_, a) => ne(a!, a!),
  isInf: (w, a) => eq(abs(a!), w.number(Infinity)),
  isFinite: (w, a) => lt(abs(a!), w.number(Infinity)),
  sign: (w, a) =>
    choose(gt(a!, w.number(0)), w.number(1), choose(lt(a!, w.number(0)), w.number(-1), a!)),
  add: (_, a, b) => add(a!, b!),
  sub: (_, a, b) => sub(a!, b!),
  mul: (_, a, b) => mul(a!, b!),
  div: (_, a, b) => div(a!, b!),
  max: (w, a, b) => greater(w, a!, b!),
  min: (_, a, b) => lesser(a!, b!),
  floorDiv: (_, a, b) => floor(div(a!, b!)),
  eq: (_, a, b) => eq(a!, b!),
  ge: (_, a, b) => ge(a!, b!),
  gt: (_, a, b) => gt(a!, b!),
  le: (_, a, b) => le(a!, b!),
  lt: (_, a, b) => lt(a!, b!),
  ne: (_, a, b) => ne(a!, b!),
};

/**
 * Against a known number the greater is one comparison, which keeps the other where it is NaN; only
 * zeros need more: `max(-0, 0)` is 0, and adding 0 makes it so and changes nothing else.
 */
function greater(words: Words, a: Lanes, b: Lanes): Lanes {
  const [value, known] = b.kind === 'number' ? [a, b] : [b, a];
  if (known.kind !== 'number' || Number.isNaN(known.value)) return max(a, b);
  const chosen = pseudoMax(value, known);
  return Object.is(known.value, 0) ? add(chosen, words.number(0)) : chosen;
}

/** As `greater`; against 0 the comparison alone keeps -0, against -0 it would keep 0. */
function lesser(a: Lanes, b: Lanes): Lanes {
  const [value, known] = b.kind === 'number' ? [a, b] : [b, a];
  if (known.kind !== 'number' || Number.isNaN(known.value) || Object.is(known.value, -0))
    return min(a, b);
  return pseudoMin(value, known);
}

const not = (words: Words, mask: Lanes): Lanes => bitsXor(mask, words.mask(true));

const INT_RULES: Readonly<Record<string, Rule>> = {
  abs: (w, a) => choose(bitsLt(a!, w.integer(0)), bitsSub(w.integer(0), a!), a!),
  neg: (w, a) => bitsSub(w.integer(0), a!),
  sign: (w, a) =>
    choose(
      bitsGt(a!, w.integer(0)),
      w.integer(1),
      choose(bitsLt(a!, w.integer(0)), w.integer(-1), w.integer(0)),
    ),
  ceil: (_, a) => a!,
  floor: (_, a) => a!,
  round: (_, a) => a!,
  add: (_, a, b) => bitsAdd(a!, b!),
  sub: (_, a, b) => bitsSub(a!, b!),
  max: (_, a, b) => choose(bitsGt(a!, b!), a!, b!),
  min: (_, a, b) => choose(bitsLt(a!, b!), a!, b!),
  eq: (_, a, b) => bitsEq(a!, b!),
  ne: (w, a, b) => not(w, bitsEq(a!, b!)),
  gt: (_, a, b) => bitsGt(a!, b!),
  lt: (_, a, b) => bitsLt(a!, b!),
  ge: (w, a, b) => not(w, bitsLt(a!, b!)),
  le: (w, a, b) => not(w, bitsGt(a!, b!)),
};

const BOOL_RULES: Readonly<Record<string, Rule>> = {
  logicalNot: (w, a) => not(w, a!),
  logicalAnd: (_, a, b) => bitsAnd(a!, b!),
  logicalOr: (_, a, b) => bitsOr(a!, b!),
  eq: (w, a, b) => not(w, bitsXor(a!, b!)),
  ne: (_, a, b) => bitsXor(a!, b!),
  gt: (_, a, b) => bitsAndNot(a!, b!),
  lt: (_, a, b) => bitsAndNot(b!, a!),
  ge: (w, a, b) => bitsOr(a!, not(w, b!)),
  le: (w, a, b) => bitsOr(b!, not(w, a!)),
};

/** Primitives that the maths library has as functions of the same name. */
const LIBRARY: ReadonlySet<string> = new Set([
  'acos',
  'acosh',
  'asin',
  'asinh',
  'atan',
  'atan2',
  'atanh',
  'cos',
  'cosh',
  'erf',
  'exp',
  'expm1',
  'log',
  'log1p',
  'mod',
  'pow',
  'rsqrt',
  'sigmoid',
  'sin',
  'sinh',
  'softplus',
  'tan',
  'tanh',
]);

/** True where a primitive takes a function of the maths library: many operations and constants. */
export function takesLibrary(op: string): boolean {
  return LIBRARY.has(op);
}

/** The element of an element-wise node, made of the elements of its inputs. */
export function elementOf(
  words: Words,
  node: Node,
  from: readonly DType[],
  args: readonly Lanes[],
): Lanes {
  if (node.op === 'select') return choose(args[0]!, args[1]!, args[2]!);
  if (node.op === 'cast') return castElement(words, from[0]!, node.dtype, args[0]!);
  const type = from[0]!;
  if (type === 'float' && LIBRARY.has(node.op)) return call(node.op, ...args);
  const rules = type === 'float' ? FLOAT_RULES : type === 'int32' ? INT_RULES : BOOL_RULES;
  const rule = rules[node.op];
  if (rule === undefined)
    throw new LoweringError(
      node.op,
      `has no form for ${type} values that differ from cell to cell`,
      'cast its arguments to float32 or make them constants',
      node.origin.line,
    );
  return rule(words, ...args);
}

function castElement(words: Words, from: DType, to: DType, a: Lanes): Lanes {
  if (from === to) return a;
  if (from === 'bool')
    return to === 'float'
      ? choose(a, words.number(1), words.number(0))
      : choose(a, words.integer(1), words.integer(0));
  if (from === 'int32')
    return to === 'float' ? fromBits(a) : not(words, bitsEq(a, words.integer(0)));
  return to === 'int32' ? wholeOf(words, a) : ne(a, words.number(0));
}

/** Toward zero, NaN to 0, within the range of int32. */
function wholeOf(words: Words, a: Lanes): Lanes {
  if (words.precision === 'float32') return toBits(a);
  const known = choose(eq(a, a), a, words.number(0));
  return toBits(pseudoMax(pseudoMin(known, words.number(2 ** 31 - 1)), words.number(-(2 ** 31))));
}
