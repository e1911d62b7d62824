/**
 * Writes the functions of lanes out where they are called. A call saves every vector register
 * around itself, and what it makes of constants is made anew each time; in the loop itself
 * neighbouring turns overlap and constants stay.
 */
import type { Kernel, LaneFunction, Lanes, Statement } from '../loops.js';
import { local, set } from './build.js';
import { mapLanes, mapStatement } from './rewrite.js';

/** A kernel that would grow by more statements than this keeps its calls. */
const MOST_STATEMENTS = 400;

export function inlineCalls(kernel: Kernel, functions: readonly LaneFunction[]): Kernel {
  const byName = new Map(functions.map((fn) => [fn.name, fn]));
  let names = 0;
  let added = 0;

  const bodyOf = (statements: readonly Statement[]): Statement[] =>
    statements.flatMap((statement) => {
      const before: Statement[] = [];
      const change = (lanes: Lanes): Lanes => writeOut(lanes, before);
      const changed = withoutCalls(statement, change);
      return [...before, changed];
    });

  function withoutCalls(statement: Statement, change: (lanes: Lanes) => Lanes): Statement {
    switch (statement.kind) {
      case 'set':
      case 'store':
        return { ...statement, value: mapLanes(statement.value, change, (index) => index) };
      case 'ifAny':
        return {
          ...statement,
          mask: mapLanes(statement.mask, change, (index) => index),
          body: bodyOf(statement.body),
        };
      case 'for':
      case 'ifLess':
        return { ...statement, body: bodyOf(statement.body) };
      default:
        return statement;
    }
  }

  function writeOut(lanes: Lanes, before: Statement[]): Lanes {
    if (lanes.kind !== 'call') return lanes;
    const fn = byName.get(lanes.name);
    if (fn === undefined || !isPlain(fn.body) || added + fn.body.length > MOST_STATEMENTS)
      return lanes;
    added += fn.body.length + fn.parameters.length;
    names += 1;
    const prefix = `${fn.name}${names}.`;
    const rename = (part: Lanes): Lanes =>
      part.kind === 'local' ? local(prefix + part.name) : part;
    fn.parameters.forEach((name, at) => before.push(set(prefix + name, lanes.arguments[at]!)));
    const renamed = fn.body.map((statement) =>
      mapStatement(statement, {
        index: (index) => index,
        lanes: rename,
        statement: (inner) =>
          inner.kind === 'set' ? { ...inner, name: prefix + inner.name } : inner,
      }),
    );
    before.push(...bodyOf(renamed));
    const result = mapLanes(fn.result, rename, (index) => index);
    return mapLanes(
      result,
      (part) => writeOut(part, before),
      (index) => index,
    );
  }

  return { ...kernel, body: bodyOf(kernel.body) };
}

/** Nothing but lanes that are given names, perhaps under a condition. */
function isPlain(body: readonly Statement[]): boolean {
  return body.every(
    (statement) =>
      statement.kind === 'set' ||
      statement.kind === 'comment' ||
      (statement.kind === 'ifAny' && isPlain(statement.body)),
  );
}
