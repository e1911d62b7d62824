/**
 * Addresses that are linear in a loop's variable become pointers that step with the loop, and
 * addresses that do not change in a loop are worked out before it. Inner loops go first: what an
 * inner loop works out before it starts is then an address of the loop around it, and steps in turn.
 */
import type { Index, Kernel, LaneFunction, Statement } from '../loops.js';
import { asIndex, iadd, setIndex } from './build.js';
import { alongVariable, indexOf, keyOfTerms, polynomialOf } from './polynomial.js';
import type { Polynomial } from './polynomial.js';
import { indicesSetIn, mapStatement } from './rewrite.js';

type For = Extract<Statement, { kind: 'for' }>;

/** Can be worked out where it is not needed, and again with the same result. */
function isMovable(index: Index, changing: ReadonlySet<string>): boolean {
  switch (index.kind) {
    case 'int':
    case 'base':
      return true;
    case 'index':
      return !changing.has(index.name);
    case 'loadIndex':
      return false;
    case 'idiv':
    case 'irem':
      return index.b.kind === 'int' && index.b.value !== 0 && isMovable(index.a, changing);
    default:
      return isMovable(index.a, changing) && isMovable(index.b, changing);
  }
}

/** A number or a name by itself costs nothing. */
const isFree = ({ constant, terms }: Polynomial): boolean =>
  terms.length === 0 ||
  (constant === 0 &&
    terms.length === 1 &&
    terms[0]!.coefficient === 1 &&
    terms[0]!.factors.length === 1 &&
    terms[0]!.factors[0]!.kind === 'index');

class Reduction {
  private pointers = 0;
  private readonly made = new Set<string>();

  body(statements: readonly Statement[]): readonly Statement[] {
    return statements.flatMap((statement) => {
      switch (statement.kind) {
        case 'for':
          return this.loop({ ...statement, body: this.body(statement.body) });
        case 'ifAny':
        case 'ifLess':
          return [{ ...statement, body: this.body(statement.body) }];
        default:
          return [statement];
      }
    });
  }

  private loop(loop: For): readonly Statement[] {
    const changing = indicesSetIn(loop.body);
    const before: Statement[] = [];
    const after: Statement[] = [];
    const pointerOf = new Map<string, string>();

    const replaced = (address: Index): Index => {
      const polynomial = polynomialOf(address);
      if (isFree(polynomial)) return address;
      const along = alongVariable(polynomial, loop.index);
      const factors = polynomial.terms.flatMap((term) => term.factors);
      if (along === null || !factors.every((factor) => isMovable(factor, changing))) return address;
      const key = `${keyOfTerms(polynomial)}+${String(polynomial.constant)}`;
      const known = pointerOf.get(key);
      if (known !== undefined) return asIndex(known);
      const name = this.name('at');
      pointerOf.set(key, name);
      before.push(setIndex(name, indexOf(along.start)));
      const step = indexOf(along.step);
      if (step.kind === 'int' || step.kind === 'index') {
        if (step.kind === 'index' || step.value !== 0) after.push(setIndex(name, iadd(name, step)));
      } else {
        const stepName = this.name('step');
        before.push(setIndex(stepName, step));
        after.push(setIndex(name, iadd(name, stepName)));
      }
      return asIndex(name);
    };

    const body = loop.body.map((statement) => this.inLoop(statement, replaced));
    return [...before, { ...loop, body: [...body, ...after] }];
  }

  /** Loops further in have been done: what they still work out themselves changes within them. */
  private inLoop(statement: Statement, replaced: (address: Index) => Index): Statement {
    if (statement.kind === 'for') return statement;
    if (statement.kind === 'ifAny' || statement.kind === 'ifLess') {
      const body = statement.body.map((inner) => this.inLoop(inner, replaced));
      const head = this.addresses({ ...statement, body: [] }, replaced);
      return head.kind === 'ifAny' || head.kind === 'ifLess' ? { ...head, body } : head;
    }
    return this.addresses(statement, replaced);
  }

  private addresses(statement: Statement, replaced: (address: Index) => Index): Statement {
    return mapStatement(statement, {
      index: (index) => index,
      lanes: (lanes) =>
        lanes.kind === 'load' || lanes.kind === 'loadWidened' || lanes.kind === 'loadUniform'
          ? { ...lanes, address: replaced(lanes.address) }
          : lanes,
      statement: (changed) => {
        if (changed.kind === 'store') return { ...changed, address: replaced(changed.address) };
        if (changed.kind === 'setIndex' && this.made.has(changed.name))
          return { ...changed, value: replaced(changed.value) };
        return changed;
      },
    });
  }

  private name(stem: string): string {
    this.pointers += 1;
    const name = `${stem}.${String(this.pointers)}`;
    this.made.add(name);
    return name;
  }
}

/** For a function whose addresses count bytes, so that a pointer needs no more than an addition. */
export function reduceStrength<F extends Kernel | LaneFunction>(fn: F): F {
  return { ...fn, body: new Reduction().body(fn.body) };
}
