/**
 * Whether a module of loops holds together: every name is known where it is used, is what it is
 * used as, and has a value by then. Run between passes: a message names the function and the part.
 */
import type { Index, Kernel, LaneFunction, Lanes, Module, Statement } from '../loops.js';
import { LoopsError } from './errors.js';
import { indexKey } from './polynomial.js';

/** What WebAssembly text, C and CUDA can all take, dots apart (a printer replaces those). */
const NAME = /^[A-Za-z_][A-Za-z0-9_.]*$/;

type Kind = 'index' | 'lanes';

/** What the names of a function hold, as far as they have a value by now. */
type Known = Map<string, Kind>;

class FunctionVerifier {
  private readonly kinds = new Map<string, Kind>();

  constructor(
    private readonly fn: Kernel | LaneFunction,
    private readonly functions: ReadonlyMap<string, Kernel | LaneFunction>,
    private readonly buffers: ReadonlySet<string>,
  ) {}

  verify(): void {
    const { fn } = this;
    const known: Known = new Map();
    for (const name of fn.parameters) {
      if (known.has(name)) this.fail(`two parameters are called '${name}'`);
      this.give(name, fn.kind === 'kernel' ? 'index' : 'lanes', known);
    }
    this.body(fn.body, known);
    if (fn.kind === 'lanes') this.lanes(fn.result, known);
  }

  private fail(problem: string): never {
    throw new LoopsError(`function '${this.fn.name}'`, problem);
  }

  private give(name: string, kind: Kind, known: Known): void {
    if (!NAME.test(name)) this.fail(`'${name}' is not a name`);
    const before = this.kinds.get(name);
    if (before !== undefined && before !== kind)
      this.fail(`'${name}' holds ${before} in one place and ${kind} in another`);
    this.kinds.set(name, kind);
    known.set(name, kind);
  }

  private use(name: string, kind: Kind, known: Known): void {
    const held = known.get(name);
    if (held === undefined) this.fail(`'${name}' has no value yet where it is used`);
    if (held !== kind) this.fail(`'${name}' holds ${held} and is used as ${kind}`);
  }

  private index(index: Index, known: Known): void {
    switch (index.kind) {
      case 'int':
        if (!Number.isInteger(index.value) || Math.abs(index.value) > 2 ** 32)
          this.fail(`${String(index.value)} is not an integer of 32 bits`);
        return;
      case 'index':
        this.use(index.name, 'index', known);
        return;
      case 'base':
        if (!this.buffers.has(index.buffer)) this.fail(`there is no buffer '${index.buffer}'`);
        return;
      case 'loadIndex':
        this.index(index.address, known);
        return;
      default:
        this.index(index.a, known);
        this.index(index.b, known);
        if ((index.kind === 'idiv' || index.kind === 'irem') && indexKey(index.b) === '0')
          this.fail(`${indexKey(index)} divides by zero`);
    }
  }

  private lanes(lanes: Lanes, known: Known): void {
    switch (lanes.kind) {
      case 'number':
      case 'bits':
        return;
      case 'local':
        this.use(lanes.name, 'lanes', known);
        return;
      case 'load':
      case 'loadWidened':
      case 'loadUniform':
        if (lanes.kind === 'loadUniform') this.notInDoubles('loads a uniform scalar');
        if (lanes.kind === 'loadWidened' && !this.isOfDoubles)
          this.fail('only a kernel of doubles widens what it loads');
        this.offset(lanes.offset);
        this.index(lanes.address, known);
        return;
      case 'fromIndex':
        this.index(lanes.a, known);
        return;
      case 'call': {
        this.notInDoubles(`calls '${lanes.name}'`);
        const called = this.called(lanes.name, 'lanes', lanes.arguments.length);
        if (called === this.fn) this.fail('it calls itself');
        for (const argument of lanes.arguments) this.lanes(argument, known);
        return;
      }
      case 'choose':
        this.mask(lanes.mask, known);
        this.lanes(lanes.a, known);
        this.lanes(lanes.b, known);
        return;
      default:
        this.lanes(lanes.a, known);
        if ('b' in lanes) this.lanes(lanes.b, known);
    }
  }

  private mask(mask: Lanes, known: Known): void {
    const isFloat = mask.kind === 'number' || mask.kind === 'unary' || mask.kind === 'binary';
    if (isFloat)
      this.fail(`the result of '${'op' in mask ? mask.op : 'number'}' is used as a mask`);
    this.lanes(mask, known);
  }

  private get isOfDoubles(): boolean {
    return this.fn.kind === 'kernel' && this.fn.doubles === true;
  }

  private notInDoubles(what: string): void {
    if (this.isOfDoubles) this.fail(`a kernel of doubles ${what}`);
  }

  private offset(offset: number): void {
    if (!Number.isInteger(offset) || offset < 0)
      this.fail(`the offset ${String(offset)} is not a whole number from 0 up`);
  }

  private called(name: string, kind: 'kernel' | 'lanes', given: number): Kernel | LaneFunction {
    const called = this.functions.get(name);
    if (called === undefined) this.fail(`there is no function '${name}'`);
    if (called.kind !== kind) this.fail(`'${name}' is a function of the other kind`);
    if (called.parameters.length !== given)
      this.fail(
        `'${name}' takes ${String(called.parameters.length)} arguments, got ${String(given)}`,
      );
    return called;
  }

  private body(body: readonly Statement[], known: Known): void {
    for (const statement of body) this.statement(statement, known);
  }

  private statement(statement: Statement, known: Known): void {
    switch (statement.kind) {
      case 'comment':
        return;
      case 'return':
        if (this.fn.kind === 'lanes') this.fail('a function of lanes cannot be left early');
        this.notInDoubles('is left early');
        return;
      case 'set':
        this.lanes(statement.value, known);
        this.give(statement.name, 'lanes', known);
        return;
      case 'setIndex':
        this.index(statement.value, known);
        this.give(statement.name, 'index', known);
        return;
      case 'store':
        if (this.fn.kind === 'lanes') this.fail('a function of lanes cannot store');
        this.offset(statement.offset);
        this.index(statement.address, known);
        this.lanes(statement.value, known);
        return;
      case 'for': {
        this.index(statement.count, known);
        const always = statement.count.kind === 'int' && statement.count.value > 0;
        const inside = always ? known : new Map(known);
        this.give(statement.index, 'index', inside);
        this.body(statement.body, inside);
        inside.delete(statement.index);
        return;
      }
      case 'ifAny':
        this.notInDoubles('asks whether any lane is set');
        this.mask(statement.mask, known);
        this.body(statement.body, new Map(known));
        return;
      case 'ifLess':
        this.index(statement.a, known);
        this.index(statement.b, known);
        this.body(statement.body, new Map(known));
        return;
      case 'run':
        this.notInDoubles(`runs '${statement.name}'`);
        this.called(statement.name, 'kernel', statement.arguments.length);
        for (const argument of statement.arguments) this.index(argument, known);
    }
  }
}

/** @throws LoopsError that names the function or buffer and what is wrong with it. */
export function verifyModule(module: Module): void {
  const functions = new Map<string, Kernel | LaneFunction>();
  for (const fn of module.functions) {
    if (!NAME.test(fn.name)) throw new LoopsError(`function '${fn.name}'`, 'that is not a name');
    if (functions.has(fn.name)) throw new LoopsError(`function '${fn.name}'`, 'it stands twice');
    functions.set(fn.name, fn);
  }
  const buffers = new Set<string>();
  for (const { name, kind, length, values } of module.buffers) {
    const where = `buffer '${name}'`;
    if (buffers.has(name)) throw new LoopsError(where, 'it stands twice');
    if (!Number.isInteger(length) || length < 0)
      throw new LoopsError(where, `its length is ${String(length)}`);
    if (values !== undefined && (kind === 'lanes' || kind === 'doubles'))
      throw new LoopsError(where, `a buffer of ${kind} cannot have contents`);
    if (values !== undefined && values.length > length)
      throw new LoopsError(where, `${String(values.length)} values in ${String(length)} places`);
    buffers.add(name);
  }
  for (const name of module.exports)
    if (functions.get(name)?.kind !== 'kernel')
      throw new LoopsError(`export '${name}'`, 'there is no kernel of that name');
  for (const fn of module.functions) new FunctionVerifier(fn, functions, buffers).verify();
}
