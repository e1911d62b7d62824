/**
 * Coordinates and addresses while a kernel is written: sums of whole multiples of loop variables
 * and other index locals, plus a constant. Kept in this form so that equal addresses are found,
 * constants become offsets of loads, and a reshape is undone without a division where it can be.
 */
import type { Index } from '../loops.js';

/** An index local: a loop variable, a parameter of the kernel, or a computed index. */
export interface Atom {
  readonly name: string;
  /** It is at least 0 and less than this. */
  readonly range: number;
  /** The scope of the emitter that defines it; 0 is the body of the kernel. */
  readonly depth: number;
}

interface Term {
  readonly atom: Atom;
  readonly factor: number;
}

export interface Affine {
  readonly constant: number;
  /** Sorted by name, no factor is 0. */
  readonly terms: readonly Term[];
}

export function constantAffine(constant: number): Affine {
  return { constant, terms: [] };
}

export function atomAffine(atom: Atom): Affine {
  return { constant: 0, terms: [{ atom, factor: 1 }] };
}

export function addAffine(a: Affine, b: Affine): Affine {
  if (b.terms.length === 0) return addConstant(a, b.constant);
  if (a.terms.length === 0) return addConstant(b, a.constant);
  const terms: Term[] = [];
  let i = 0;
  let j = 0;
  while (i < a.terms.length || j < b.terms.length) {
    const x = a.terms[i];
    const y = b.terms[j];
    if (x !== undefined && (y === undefined || x.atom.name < y.atom.name)) {
      terms.push(x);
      i++;
    } else if (y !== undefined && (x === undefined || y.atom.name < x.atom.name)) {
      terms.push(y);
      j++;
    } else {
      const factor = x!.factor + y!.factor;
      if (factor !== 0) terms.push({ atom: x!.atom, factor });
      i++;
      j++;
    }
  }
  return { constant: a.constant + b.constant, terms };
}

export function addConstant(a: Affine, constant: number): Affine {
  return constant === 0 ? a : { constant: a.constant + constant, terms: a.terms };
}

export function scaleAffine(a: Affine, by: number): Affine {
  if (by === 0) return constantAffine(0);
  if (by === 1) return a;
  return {
    constant: a.constant * by,
    terms: a.terms.map(({ atom, factor }) => ({ atom, factor: factor * by })),
  };
}

/** Equal keys, equal values; `withConstant` false leaves the constant out. */
export function affineKey(a: Affine, withConstant = true): string {
  let key = withConstant ? String(a.constant) : '';
  for (const { atom, factor } of a.terms) key += `+${factor}*${atom.name}`;
  return key;
}

/** The scope in which every part of `a` is known. */
export function affineDepth(a: Affine): number {
  let depth = 0;
  for (const { atom } of a.terms) depth = Math.max(depth, atom.depth);
  return depth;
}

/** The least and greatest value. */
function affineBounds(a: Affine): readonly [number, number] {
  let low = a.constant;
  let high = a.constant;
  for (const { atom, factor } of a.terms) {
    const reach = factor * (atom.range - 1);
    if (factor < 0) low += reach;
    else high += reach;
  }
  return [low, high];
}

/** Row-major strides. */
export function stridesOf(dims: readonly number[]): number[] {
  const strides = new Array<number>(dims.length);
  let stride = 1;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    strides[axis] = stride;
    stride *= dims[axis]!;
  }
  return strides;
}

export function sizeOf(dims: readonly number[]): number {
  return dims.reduce((size, dim) => size * dim, 1);
}

/** The position of `coordinates` in row-major order. */
export function linearise(coordinates: readonly Affine[], dims: readonly number[]): Affine {
  const strides = stridesOf(dims);
  let sum = constantAffine(0);
  coordinates.forEach((coordinate, axis) => {
    if (dims[axis] !== 1) sum = addAffine(sum, scaleAffine(coordinate, strides[axis]!));
  });
  return sum;
}

export interface Division {
  readonly quotient: Affine;
  readonly remainder: Affine;
}

/** `a` divided by `by` where no division is needed at run time, else undefined. */
export function divideExactly(a: Affine, by: number): Division | undefined {
  const whole: Term[] = [];
  const rest: Term[] = [];
  for (const term of a.terms) {
    if (term.factor % by === 0) whole.push({ atom: term.atom, factor: term.factor / by });
    else rest.push(term);
  }
  const constantWhole = Math.floor(a.constant / by);
  const remainder: Affine = { constant: a.constant - constantWhole * by, terms: rest };
  const [low, high] = affineBounds(remainder);
  if (low < 0 || high >= by) return undefined;
  return { quotient: { constant: constantWhole, terms: whole }, remainder };
}

export function int(value: number): Index {
  return { kind: 'int', value };
}

export function indexNamed(name: string): Index {
  return { kind: 'index', name };
}

/** The index expression of an affine sum. */
export function affineIndex(a: Affine, withConstant = true): Index {
  let sum: Index | undefined;
  for (const { atom, factor } of a.terms) {
    const name = indexNamed(atom.name);
    const term: Index = factor === 1 ? name : { kind: 'imul', a: name, b: int(factor) };
    sum = sum === undefined ? term : { kind: 'iadd', a: sum, b: term };
  }
  if (sum === undefined) return int(withConstant ? a.constant : 0);
  if (!withConstant || a.constant === 0) return sum;
  return { kind: 'iadd', a: sum, b: int(a.constant) };
}
