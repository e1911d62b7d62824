/**
 * Writes the body of one kernel: nested scopes (loops, conditions), names for locals, and
 * addresses computed once in the outermost loop where they are known.
 */
import type { Index, Lanes, Statement } from '../loops.js';
import {
  type Affine,
  type Atom,
  addConstant,
  affineDepth,
  affineIndex,
  affineKey,
  atomAffine,
  constantAffine,
  divideExactly,
  int,
  scaleAffine,
} from './affine.js';

interface Scope {
  readonly statements: Statement[];
  /** Index locals set in this scope, by what they hold. */
  readonly indices: Map<string, Atom>;
  /** Lane locals set in this scope, by what they hold. */
  readonly lanes: Map<string, Lanes>;
}

export class Emitter {
  private readonly scopes: Scope[] = [newScope()];
  private names = 0;

  get statements(): readonly Statement[] {
    return this.scopes[0]!.statements;
  }

  get depth(): number {
    return this.scopes.length - 1;
  }

  push(...statements: readonly Statement[]): void {
    this.scopes[this.depth]!.statements.push(...statements);
  }

  /** A name that no other local of the kernel has. */
  name(stem: string): string {
    this.names += 1;
    return `${stem}${this.names}`;
  }

  /** A parameter of the kernel. */
  parameter(name: string): Affine {
    return atomAffine({ name, range: 2 ** 31, depth: 0 });
  }

  /** Runs `body` for each value from 0 up to `count`; a loop of one turn is no loop. */
  loop(count: number, body: (variable: Affine) => void): void {
    if (count === 0) return;
    if (count === 1) {
      body(constantAffine(0));
      return;
    }
    const name = this.name('i');
    const statements = this.inScope(() => {
      body(atomAffine({ name, range: count, depth: this.depth }));
    });
    this.push({ kind: 'for', index: name, count: int(count), body: statements });
  }

  /** Nested loops over `dims`, outermost first. */
  nest(dims: readonly number[], body: (coordinates: Affine[]) => void): void {
    const step = (axis: number, coordinates: Affine[]): void => {
      if (axis === dims.length) body(coordinates);
      else
        this.loop(dims[axis]!, (variable) => {
          step(axis + 1, [...coordinates, variable]);
        });
    };
    step(0, []);
  }

  /** `body` for each value from 0 up to `count`, `times` of them in each turn of the loop and the rest after it. */
  strided(count: number, times: number, body: (value: Affine) => void): void {
    const turns = Math.floor(count / times);
    this.loop(turns, (turn) => {
      for (let at = 0; at < times; at++) body(addConstant(scaleAffine(turn, times), at));
    });
    for (let at = turns * times; at < count; at++) body(constantAffine(at));
  }

  /** Runs `body` where `a` < `b`. */
  ifLess(a: Index, b: Index, body: () => void): void {
    this.push({ kind: 'ifLess', a, b, body: this.inScope(body) });
  }

  /** An index that is no affine sum, as a local of the outermost scope where `parts` are known. */
  opaque(
    parts: readonly Affine[],
    range: number,
    make: (parts: Index[]) => Index,
    key: string,
  ): Affine {
    const depth = Math.max(0, ...parts.map(affineDepth));
    const whole = `${key}(${parts.map((part) => affineKey(part)).join()})`;
    const scope = this.scopes[depth]!;
    let atom = scope.indices.get(whole);
    if (atom === undefined) {
      atom = { name: this.name('x'), range, depth };
      scope.statements.push({
        kind: 'setIndex',
        name: atom.name,
        value: make(parts.map((part) => affineIndex(part))),
      });
      scope.indices.set(whole, atom);
    }
    return atomAffine(atom);
  }

  /** The coordinates of a row-major position. */
  delinearise(position: Affine, dims: readonly number[]): Affine[] {
    const coordinates = new Array<Affine>(dims.length);
    let rest = position;
    for (let axis = dims.length - 1; axis >= 0; axis--) {
      const dim = dims[axis]!;
      if (dim === 1) {
        coordinates[axis] = constantAffine(0);
        continue;
      }
      const exact = divideExactly(rest, dim);
      if (exact !== undefined) {
        coordinates[axis] = exact.remainder;
        rest = exact.quotient;
        continue;
      }
      if (dims.slice(0, axis).every((outer) => outer === 1)) {
        coordinates[axis] = rest;
        rest = constantAffine(0);
        continue;
      }
      const outer = dims.slice(0, axis).reduce((size, d) => size * d, 1);
      coordinates[axis] = this.opaque(
        [rest],
        dim,
        ([a]) => ({ kind: 'irem', a: a!, b: int(dim) }),
        `rem${dim}`,
      );
      rest = this.opaque(
        [rest],
        outer,
        ([a]) => ({ kind: 'idiv', a: a!, b: int(dim) }),
        `div${dim}`,
      );
    }
    return coordinates;
  }

  /** An address for loads and stores: a local, and a constant offset. */
  address(at: Affine): { readonly address: Index; readonly offset: number } {
    const plain = at.terms.every(({ factor }) => factor > 0) && at.constant >= 0;
    const known = plain ? { constant: 0, terms: at.terms } : at;
    const single = known.terms.length === 1 && known.terms[0]!.factor === 1 && known.constant === 0;
    const local = single ? known : this.opaque([known], 2 ** 31, ([a]) => a!, 'at');
    return { address: affineIndex(local), offset: plain ? at.constant : 0 };
  }

  /** The local of this or an outer scope that holds `key`. */
  held(key: string): Lanes | undefined {
    for (let depth = this.depth; depth >= 0; depth--) {
      const local = this.scopes[depth]!.lanes.get(key);
      if (local !== undefined) return local;
    }
    return undefined;
  }

  /** Sets a new local, found again by `key` in this scope and those inside it. */
  hold(value: Lanes, key?: string): Lanes {
    const name = this.name('v');
    this.push({ kind: 'set', name, value });
    const local: Lanes = { kind: 'local', name };
    if (key !== undefined) this.scopes[this.depth]!.lanes.set(key, local);
    return local;
  }

  store(at: Affine, value: Lanes): void {
    this.push({ kind: 'store', ...this.address(at), value });
  }

  /** An element of an index table. */
  loadIndex(at: Affine, range: number): Affine {
    return this.opaque(
      [at],
      range,
      ([address]) => ({ kind: 'loadIndex', address: address! }),
      'table',
    );
  }

  private inScope(body: () => void): readonly Statement[] {
    this.scopes.push(newScope());
    body();
    return this.scopes.pop()!.statements;
  }
}

function newScope(): Scope {
  return { statements: [], indices: new Map(), lanes: new Map() };
}
