/**
 * Index expressions as sums of products, so that a constant can move into a load's offset and a
 * loop variable's factor can become a stride. Integer arithmetic wraps at 32 bits, where
 * distributing is exact.
 */
import type { Index } from '../loops.js';
import { asIndex, iadd, imul, isub } from './build.js';

/** `coefficient` times the factors: names, or what cannot be taken apart (divisions, table look-ups). */
interface Term {
  readonly coefficient: number;
  readonly factors: readonly Index[];
}

export interface Polynomial {
  readonly constant: number;
  readonly terms: readonly Term[];
}

/** A text that two indices share only if they are the same expression. */
export function indexKey(index: Index): string {
  switch (index.kind) {
    case 'int':
      return String(index.value);
    case 'index':
      return index.name;
    case 'base':
      return `&${index.buffer}`;
    case 'loadIndex':
      return `[${indexKey(index.address)}]`;
    default:
      return `(${index.kind} ${indexKey(index.a)} ${indexKey(index.b)})`;
  }
}

const keyOfFactors = (term: Term): string => term.factors.map(indexKey).join('*');

/** Equal for polynomials that differ by a constant alone. */
export const keyOfTerms = (polynomial: Polynomial): string =>
  polynomial.terms.map((term) => `${String(term.coefficient)}*${keyOfFactors(term)}`).join('+');

function collect(constant: number, terms: readonly Term[]): Polynomial {
  const byFactors = new Map<string, Term>();
  for (const term of terms) {
    const key = keyOfFactors(term);
    const coefficient = (byFactors.get(key)?.coefficient ?? 0) + term.coefficient;
    byFactors.set(key, { coefficient, factors: term.factors });
  }
  const sorted = [...byFactors.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return { constant, terms: sorted.map(([, term]) => term).filter((t) => t.coefficient !== 0) };
}

const byKey = (a: Index, b: Index): number => (indexKey(a) < indexKey(b) ? -1 : 1);

function product(a: Polynomial, b: Polynomial): Polynomial {
  const whole = (p: Polynomial): readonly Term[] => [
    { coefficient: p.constant, factors: [] },
    ...p.terms,
  ];
  const terms = whole(a).flatMap((x) =>
    whole(b).map((y) => ({
      coefficient: x.coefficient * y.coefficient,
      factors: [...x.factors, ...y.factors].sort(byKey),
    })),
  );
  const constant = a.constant * b.constant;
  return collect(
    constant,
    terms.filter((term) => term.factors.length > 0),
  );
}

/** Takes an index apart; sums and products alone, everything else is a factor as it stands. */
export function polynomialOf(index: Index): Polynomial {
  switch (index.kind) {
    case 'int':
      return { constant: index.value, terms: [] };
    case 'iadd':
    case 'isub': {
      const a = polynomialOf(index.a);
      const b = scaled(polynomialOf(index.b), index.kind === 'iadd' ? 1 : -1);
      return collect(a.constant + b.constant, [...a.terms, ...b.terms]);
    }
    case 'imul':
      return product(polynomialOf(index.a), polynomialOf(index.b));
    default:
      return { constant: 0, terms: [{ coefficient: 1, factors: [index] }] };
  }
}

function scaled(polynomial: Polynomial, by: number): Polynomial {
  return {
    constant: polynomial.constant * by,
    terms: polynomial.terms.map((t) => ({ ...t, coefficient: t.coefficient * by })),
  };
}

function indexOfTerm(term: Term, coefficient: number): Index {
  const factors = term.factors.reduce((a, b) => imul(a, b));
  return imul(factors, asIndex(coefficient));
}

/** The shortest sum for a polynomial: what is added first, then what is subtracted. */
export function indexOf(polynomial: Polynomial): Index {
  const added = polynomial.terms.filter((t) => t.coefficient > 0);
  const taken = polynomial.terms.filter((t) => t.coefficient < 0);
  let sum: Index = asIndex(polynomial.constant > 0 || added.length === 0 ? polynomial.constant : 0);
  for (const term of added) sum = iadd(indexOfTerm(term, term.coefficient), sum);
  for (const term of taken) sum = isub(sum, indexOfTerm(term, -term.coefficient));
  return polynomial.constant < 0 && added.length > 0 ? isub(sum, -polynomial.constant) : sum;
}

/** Whether `name` stands anywhere in the index. */
function mentions(index: Index, name: string): boolean {
  switch (index.kind) {
    case 'int':
    case 'base':
      return false;
    case 'index':
      return index.name === name;
    case 'loadIndex':
      return mentions(index.address, name);
    default:
      return mentions(index.a, name) || mentions(index.b, name);
  }
}

/**
 * Takes a polynomial apart along a loop variable: its value where the variable is 0, and what it
 * gains when the variable grows by one; null where it is not linear in the variable.
 */
export function alongVariable(
  polynomial: Polynomial,
  variable: string,
): { readonly start: Polynomial; readonly step: Polynomial } | null {
  const start: Term[] = [];
  const steps: Term[] = [];
  let constantStep = 0;
  for (const term of polynomial.terms) {
    const isVariable = (f: Index): boolean => f.kind === 'index' && f.name === variable;
    const rest = term.factors.filter((f) => !isVariable(f));
    if (rest.some((f) => mentions(f, variable))) return null;
    const degree = term.factors.length - rest.length;
    if (degree > 1) return null;
    if (degree === 0) start.push(term);
    else if (rest.length === 0) constantStep += term.coefficient;
    else steps.push({ coefficient: term.coefficient, factors: rest });
  }
  return {
    start: { constant: polynomial.constant, terms: start },
    step: { constant: constantStep, terms: steps },
  };
}
