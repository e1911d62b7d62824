/** Functions as WAT: statements one a line, loops with their test at the end. */
import type { Index, Kernel, LaneFunction, Precision, Statement } from '../loops.js';
import { everyStatement } from '../loops/rewrite.js';
import { foldLines } from './fold-lines.js';
import { printIndex, printLanes } from './print-expressions.js';

type For = Extract<Statement, { kind: 'for' }>;

class FunctionPrinter {
  readonly lines: string[] = [];
  /** Locals for the counts of loops that are not known or not kept. */
  readonly counts: string[] = [];
  private loops = 0;

  constructor(private readonly precision: Precision) {}

  block(body: readonly Statement[], indent: number): void {
    for (const statement of body) this.statement(statement, indent);
  }

  line(text: string, indent: number): void {
    this.lines.push(foldLines(text, indent));
  }

  private statement(statement: Statement, indent: number): void {
    const body = (): void => {
      if ('body' in statement) this.block(statement.body, indent + 4);
    };
    const lanes = (value: Parameters<typeof printLanes>[0]): string =>
      printLanes(value, this.precision);
    switch (statement.kind) {
      case 'comment':
        for (const text of statement.text.split('\n'))
          this.lines.push(`${' '.repeat(indent)};; ${text}`);
        return;
      case 'set':
        this.line(`(local.set $${statement.name} ${lanes(statement.value)})`, indent);
        return;
      case 'setIndex':
        this.line(`(local.set $${statement.name} ${printIndex(statement.value)})`, indent);
        return;
      case 'store': {
        const offset = statement.offset === 0 ? '' : ` offset=${String(statement.offset)}`;
        const address = printIndex(statement.address);
        this.line(`(v128.store${offset} ${address} ${lanes(statement.value)})`, indent);
        return;
      }
      case 'for':
        this.loop(statement, indent);
        return;
      case 'ifAny':
        this.branch(`(v128.any_true ${lanes(statement.mask)})`, indent, body);
        return;
      case 'ifLess': {
        const test = `(i32.lt_s ${printIndex(statement.a)} ${printIndex(statement.b)})`;
        this.branch(test, indent, body);
        return;
      }
      case 'run': {
        const values = statement.arguments.map((value) => ` ${printIndex(value)}`).join('');
        this.line(`(call $${statement.name}${values})`, indent);
        return;
      }
      case 'return':
        this.line('(return)', indent);
    }
  }

  private branch(test: string, indent: number, body: () => void): void {
    this.lines.push(`${' '.repeat(indent)}(if`);
    this.line(test, indent + 2);
    this.lines.push(`${' '.repeat(indent + 2)}(then`);
    body();
    this.close('))');
  }

  private loop(loop: For, indent: number): void {
    const { count } = loop;
    if (count.kind === 'int' && count.value <= 0) return;
    this.loops += 1;
    const id = String(this.loops);
    if (count.kind === 'int') {
      this.turns(loop, count, id, indent);
      return;
    }
    const name = `count.${id}`;
    this.counts.push(name);
    this.line(`(local.set $${name} ${printIndex(count)})`, indent);
    this.branch(`(i32.gt_s (local.get $${name}) (i32.const 0))`, indent, () => {
      this.turns(loop, { kind: 'index', name }, id, indent + 4);
    });
  }

  /** At least one turn. */
  private turns(loop: For, count: Index, id: string, indent: number): void {
    this.line(`(local.set $${loop.index} (i32.const 0))`, indent);
    if (count.kind === 'int' && count.value === 1) {
      this.block(loop.body, indent);
      return;
    }
    this.lines.push(`${' '.repeat(indent)}(loop $again.${id} ;; ${loop.index}`);
    this.block(loop.body, indent + 2);
    const next = `(local.tee $${loop.index} (i32.add (local.get $${loop.index}) (i32.const 1)))`;
    this.line(`(br_if $again.${id} (i32.lt_s ${next} ${printIndex(count)}))`, indent + 2);
    this.close(')');
  }

  private close(brackets: string): void {
    const last = this.lines.length - 1;
    // A comment would swallow the brackets.
    if (this.lines[last]!.includes(';;')) this.lines.push(brackets);
    else this.lines[last] += brackets;
  }
}

function localsOf(fn: Kernel | LaneFunction): { vectors: string[]; indices: string[] } {
  const vectors = new Set<string>();
  const indices = new Set<string>();
  for (const statement of everyStatement(fn.body)) {
    if (statement.kind === 'set') vectors.add(statement.name);
    if (statement.kind === 'setIndex') indices.add(statement.name);
    if (statement.kind === 'for') indices.add(statement.index);
  }
  for (const name of fn.parameters) {
    vectors.delete(name);
    indices.delete(name);
  }
  return { vectors: [...vectors], indices: [...indices] };
}

/** One function; its addresses count bytes. */
export function printFunction(
  fn: Kernel | LaneFunction,
  precision: Precision,
  isExported: boolean,
): string {
  const ofDoubles = fn.kind === 'kernel' && fn.doubles === true;
  const printer = new FunctionPrinter(ofDoubles ? 'float64' : precision);
  printer.block(fn.body, 4);
  if (fn.kind === 'lanes') printer.line(printLanes(fn.result, precision), 4);
  const { vectors, indices } = localsOf(fn);
  const type = fn.kind === 'kernel' ? 'i32' : 'v128';
  const head = [
    `(func $${fn.name}`,
    ...(isExported ? [`(export "${fn.name}")`] : []),
    ...fn.parameters.map((name) => `(param $${name} ${type})`),
    ...(fn.kind === 'lanes' ? ['(result v128)'] : []),
  ];
  const locals = [
    ...[...indices, ...printer.counts].map((name) => `(local $${name} i32)`),
    ...vectors.map((name) => `(local $${name} v128)`),
  ];
  return [
    `  ${head.join(' ')}`,
    ...(locals.length === 0 ? [] : [`    ${locals.join(' ')}`]),
    ...printer.lines,
    '  )',
  ].join('\n');
}
