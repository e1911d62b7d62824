/**
 * The maths library: every function that a machine does not have, under the name of its
 * primitive, written once in the loop language for both precisions.
 */
import type { LaneFunction, Lanes, Precision, Statement } from '../loops.js';
import { mapStatement } from '../loops/rewrite.js';
import { acos } from './acos.js';
import { acosh } from './acosh.js';
import { asin } from './asin.js';
import { asinh } from './asinh.js';
import { atan } from './atan.js';
import { atan2 } from './atan2.js';
import { atanh } from './atanh.js';
import { cos } from './cos.js';
import { cosh } from './cosh.js';
import { erf } from './erf.js';
import { exp, halfExp } from './exp.js';
import { expm1 } from './expm1.js';
import { log } from './log.js';
import { log1p } from './log1p.js';
import { mod } from './mod.js';
import { pow } from './pow.js';
import { rsqrt } from './rsqrt.js';
import { sigmoid } from './sigmoid.js';
import { sin } from './sin.js';
import { sinh } from './sinh.js';
import { softplus } from './softplus.js';
import { tan } from './tan.js';
import { tanh } from './tanh.js';
import { bigAngle, bigQuarterTurns } from './two-over-pi.js';

const LIBRARY = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  bigAngle,
  bigQuarterTurns,
  cos,
  cosh,
  erf,
  exp,
  expm1,
  halfExp,
  log,
  log1p,
  mod,
  pow,
  rsqrt,
  sigmoid,
  sin,
  sinh,
  softplus,
  tan,
  tanh,
} as const satisfies Record<string, (precision: Precision) => LaneFunction>;

export type MathsFunction = keyof typeof LIBRARY;

export const isMathsFunction = (name: string): name is MathsFunction =>
  Object.hasOwn(LIBRARY, name);

/** The functions that a body calls, by name. */
function calledIn(fn: LaneFunction): readonly string[] {
  const names: string[] = [];
  const note = (lanes: Lanes): Lanes => {
    if (lanes.kind === 'call') names.push(lanes.name);
    return lanes;
  };
  const whole: readonly Statement[] = [
    ...fn.body,
    { kind: 'set', name: 'result', value: fn.result },
  ];
  for (const statement of whole)
    mapStatement(statement, { index: (index) => index, lanes: note, statement: (same) => same });
  return names;
}

/**
 * The functions of those names and all that they call, each once, sorted by name. Names that are
 * not in the library are left out: they are the module's own.
 */
export function mathsFunctions(
  names: Iterable<string>,
  precision: Precision,
): readonly LaneFunction[] {
  const found = new Map<string, LaneFunction>();
  const visit = (name: string): void => {
    if (found.has(name) || !isMathsFunction(name)) return;
    const fn = LIBRARY[name](precision);
    found.set(name, fn);
    for (const called of calledIn(fn)) visit(called);
  };
  for (const name of names) visit(name);
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
