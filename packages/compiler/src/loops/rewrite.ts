/** Walking over loops and rebuilding them: each function here visits every part once, in order. */
import type { Index, Lanes, Statement } from '../loops.js';

export function mapIndex(index: Index, change: (index: Index) => Index): Index {
  switch (index.kind) {
    case 'int':
    case 'index':
    case 'base':
      return change(index);
    case 'loadIndex':
      return change({ ...index, address: mapIndex(index.address, change) });
    default:
      return change({ ...index, a: mapIndex(index.a, change), b: mapIndex(index.b, change) });
  }
}

/** The parts of an expression are changed before the expression itself. */
export function mapLanes(
  lanes: Lanes,
  change: (lanes: Lanes) => Lanes,
  changeIndex: (index: Index) => Index,
): Lanes {
  const recur = (part: Lanes): Lanes => mapLanes(part, change, changeIndex);
  switch (lanes.kind) {
    case 'number':
    case 'bits':
    case 'local':
      return change(lanes);
    case 'load':
    case 'loadWidened':
    case 'loadUniform':
      return change({ ...lanes, address: changeIndex(lanes.address) });
    case 'unary':
    case 'shift':
    case 'toBits':
    case 'fromBits':
      return change({ ...lanes, a: recur(lanes.a) });
    case 'binary':
    case 'compare':
    case 'bitsBinary':
    case 'bitsCompare':
      return change({ ...lanes, a: recur(lanes.a), b: recur(lanes.b) });
    case 'choose':
      return change({ ...lanes, mask: recur(lanes.mask), a: recur(lanes.a), b: recur(lanes.b) });
    case 'fromIndex':
      return change({ ...lanes, a: changeIndex(lanes.a) });
    case 'call':
      return change({ ...lanes, arguments: lanes.arguments.map(recur) });
  }
}

/** What a pass does to each part; every part is handed over after the parts inside it. */
export interface Changes {
  readonly index: (index: Index) => Index;
  readonly lanes: (lanes: Lanes) => Lanes;
  readonly statement: (statement: Statement) => Statement;
}

/** Changes one statement and everything inside it. `changes.index` gets whole indices, not their parts. */
export function mapStatement(statement: Statement, changes: Changes): Statement {
  const { index } = changes;
  const lanes = (value: Lanes): Lanes => mapLanes(value, changes.lanes, index);
  const inside = (body: readonly Statement[]): readonly Statement[] =>
    body.map((inner) => mapStatement(inner, changes));
  const rebuilt = (): Statement => {
    switch (statement.kind) {
      case 'comment':
      case 'return':
        return statement;
      case 'set':
        return { ...statement, value: lanes(statement.value) };
      case 'setIndex':
        return { ...statement, value: index(statement.value) };
      case 'store':
        return { ...statement, address: index(statement.address), value: lanes(statement.value) };
      case 'for':
        return { ...statement, count: index(statement.count), body: inside(statement.body) };
      case 'ifAny':
        return { ...statement, mask: lanes(statement.mask), body: inside(statement.body) };
      case 'ifLess': {
        const body = inside(statement.body);
        return { ...statement, a: index(statement.a), b: index(statement.b), body };
      }
      case 'run':
        return { ...statement, arguments: statement.arguments.map(index) };
    }
  };
  return changes.statement(rebuilt());
}

/** Every statement, the ones inside others too, outermost first. */
export function* everyStatement(body: readonly Statement[]): Generator<Statement> {
  for (const statement of body) {
    yield statement;
    if (statement.kind === 'for' || statement.kind === 'ifAny' || statement.kind === 'ifLess')
      yield* everyStatement(statement.body);
  }
}

/** The index names that a body gives values to: by `setIndex`, and as loop variables. */
export function indicesSetIn(body: readonly Statement[]): Set<string> {
  const names = new Set<string>();
  for (const statement of everyStatement(body)) {
    if (statement.kind === 'setIndex') names.add(statement.name);
    if (statement.kind === 'for') names.add(statement.index);
  }
  return names;
}
