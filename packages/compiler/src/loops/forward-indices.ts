/**
 * Writes what an index local holds out where it is used inside loops, so that an address is seen as
 * the sum of strides that it is: strength reduction can make a pointer of it only then. A local that
 * nothing reads any more is dropped.
 */
import type { Index, Kernel, LaneFunction, Statement } from '../loops.js';
import { everyStatement, mapIndex, mapStatement } from './rewrite.js';

type SetIndex = Extract<Statement, { kind: 'setIndex' }>;

/** Names that are given a value in more than one place; to a parameter the caller gives one. */
function setTwice({ body, parameters }: Kernel | LaneFunction): ReadonlySet<string> {
  const once = new Set(parameters);
  const twice = new Set<string>();
  for (const statement of everyStatement(body)) {
    if (statement.kind !== 'setIndex' && statement.kind !== 'for') continue;
    const name = statement.kind === 'for' ? statement.index : statement.name;
    (once.has(name) ? twice : once).add(name);
  }
  return twice;
}

/** A sum of products of names that keep their value while the local is in use. */
function isForwarded(value: Index, changing: ReadonlySet<string>): boolean {
  switch (value.kind) {
    case 'int':
    case 'base':
      return true;
    case 'index':
      return !changing.has(value.name);
    case 'iadd':
    case 'isub':
    case 'imul':
      return isForwarded(value.a, changing) && isForwarded(value.b, changing);
    default:
      return false;
  }
}

function namesRead(body: readonly Statement[]): ReadonlySet<string> {
  const names = new Set<string>();
  const note = (index: Index): Index =>
    mapIndex(index, (part) => {
      if (part.kind === 'index') names.add(part.name);
      return part;
    });
  for (const statement of body)
    mapStatement(statement, { index: note, lanes: (lanes) => lanes, statement: (one) => one });
  return names;
}

function withoutUnread(
  body: readonly Statement[],
  read: ReadonlySet<string>,
): readonly Statement[] {
  return body.flatMap((statement): readonly Statement[] => {
    if (statement.kind === 'setIndex') return read.has(statement.name) ? [statement] : [];
    if ('body' in statement) return [{ ...statement, body: withoutUnread(statement.body, read) }];
    return [statement];
  });
}

/** For a function whose addresses still count elements, so that constants can move into offsets. */
export function forwardIndices<F extends Kernel | LaneFunction>(fn: F): F {
  const changing = setTwice(fn);

  const forwarded = (
    body: readonly Statement[],
    known: ReadonlyMap<string, Index>,
    inLoop: boolean,
  ): readonly Statement[] => {
    const held = new Map(known);
    const index = (whole: Index): Index =>
      mapIndex(whole, (part) => (part.kind === 'index' ? (held.get(part.name) ?? part) : part));
    const keep = (one: SetIndex): void => {
      if (inLoop && !changing.has(one.name) && isForwarded(one.value, changing))
        held.set(one.name, one.value);
    };
    return body.map((statement) => {
      const inside = 'body' in statement ? statement.body : [];
      const head = 'body' in statement ? { ...statement, body: [] } : statement;
      const changed = mapStatement(head, { index, lanes: (lanes) => lanes, statement: (s) => s });
      if (changed.kind === 'setIndex') keep(changed);
      if (!('body' in changed)) return changed;
      return { ...changed, body: forwarded(inside, held, inLoop || changed.kind === 'for') };
    });
  };

  const body = forwarded(fn.body, new Map(), false);
  return { ...fn, body: withoutUnread(body, namesRead(body)) };
}
