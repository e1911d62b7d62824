/** Loops as text for a person: `brink compile SCENARIO --emit loops`. Not read back by anything. */
import type { Index, Kernel, LaneFunction, Lanes, Module, Statement } from '../loops.js';

const INDEX_SIGN = { iadd: '+', isub: '-', imul: '*', idiv: '/', irem: '%' } as const;
const SIGN: Readonly<Record<string, string>> = { add: '+', div: '/', mul: '*', sub: '-' };
const COMPARE_SIGN = { eq: '==', ge: '>=', gt: '>', le: '<=', lt: '<', ne: '!=' } as const;

function indexText(index: Index): string {
  switch (index.kind) {
    case 'int':
      return String(index.value);
    case 'index':
      return index.name;
    case 'base':
      return `&${index.buffer}`;
    case 'loadIndex':
      return `table[${indexText(index.address)}]`;
    default:
      return `(${indexText(index.a)} ${INDEX_SIGN[index.kind]} ${indexText(index.b)})`;
  }
}

function place(address: Index, offset: number): string {
  return offset === 0 ? indexText(address) : `${indexText(address)} + ${String(offset)}`;
}

function lanesText(lanes: Lanes): string {
  switch (lanes.kind) {
    case 'number':
      return Object.is(lanes.value, -0) ? '-0' : String(lanes.value);
    case 'bits':
      return `0x${BigInt.asUintN(64, BigInt(lanes.value)).toString(16)}`;
    case 'local':
      return lanes.name;
    case 'load':
      return `lanes[${place(lanes.address, lanes.offset)}]`;
    case 'loadWidened':
      return `widened[${place(lanes.address, lanes.offset)}]`;
    case 'loadUniform':
      return `uniform[${place(lanes.address, lanes.offset)}]`;
    case 'binary': {
      const [a, b] = [lanesText(lanes.a), lanesText(lanes.b)];
      const sign = SIGN[lanes.op];
      return sign === undefined ? `${lanes.op}(${a}, ${b})` : `(${a} ${sign} ${b})`;
    }
    case 'compare':
      return `(${lanesText(lanes.a)} ${COMPARE_SIGN[lanes.op]} ${lanesText(lanes.b)})`;
    case 'bitsBinary':
      return `${lanes.op}(${lanesText(lanes.a)}, ${lanesText(lanes.b)})`;
    case 'bitsCompare':
      return `bits(${lanesText(lanes.a)} ${COMPARE_SIGN[lanes.op]} ${lanesText(lanes.b)})`;
    case 'shift':
      return `shift ${lanes.op}(${lanesText(lanes.a)}, ${String(lanes.by)})`;
    case 'choose':
      return `(${lanesText(lanes.mask)} ? ${lanesText(lanes.a)} : ${lanesText(lanes.b)})`;
    case 'unary':
      return `${lanes.op}(${lanesText(lanes.a)})`;
    case 'toBits':
    case 'fromBits':
      return `${lanes.kind}(${lanesText(lanes.a)})`;
    case 'fromIndex':
      return `float(${indexText(lanes.a)})`;
    case 'call':
      return `${lanes.name}(${lanes.arguments.map(lanesText).join(', ')})`;
  }
}

function statementLines(statement: Statement, indent: string): readonly string[] {
  const block = (head: string, body: readonly Statement[]): readonly string[] => [
    `${indent}${head}`,
    ...body.flatMap((inner) => statementLines(inner, `${indent}  `)),
  ];
  switch (statement.kind) {
    case 'comment':
      return statement.text.split('\n').map((text) => `${indent}# ${text}`);
    case 'set':
      return [`${indent}${statement.name} = ${lanesText(statement.value)}`];
    case 'setIndex':
      return [`${indent}${statement.name} = ${indexText(statement.value)}`];
    case 'store':
      return [
        `${indent}lanes[${place(statement.address, statement.offset)}] = ${lanesText(statement.value)}`,
      ];
    case 'for':
      return block(`for ${statement.index} < ${indexText(statement.count)}:`, statement.body);
    case 'ifAny':
      return block(`if any ${lanesText(statement.mask)}:`, statement.body);
    case 'ifLess':
      return block(`if ${indexText(statement.a)} < ${indexText(statement.b)}:`, statement.body);
    case 'run':
      return [`${indent}${statement.name}(${statement.arguments.map(indexText).join(', ')})`];
    case 'return':
      return [`${indent}return`];
  }
}

function functionText(fn: Kernel | LaneFunction): string {
  const kind = fn.kind === 'kernel' && fn.doubles === true ? 'kernel of doubles' : fn.kind;
  const head = `${kind} ${fn.name}(${fn.parameters.join(', ')}):`;
  const body = fn.body.flatMap((statement) => statementLines(statement, '  '));
  const result = fn.kind === 'lanes' ? [`  result ${lanesText(fn.result)}`] : [];
  return [head, ...body, ...result].join('\n');
}

export function printLoops(module: Module): string {
  const buffers = module.buffers.map(
    ({ kind, name, length }) => `${kind} buffer ${name}[${String(length)}]`,
  );
  const functions = module.functions.map(functionText);
  return [`precision ${module.precision}`, ...buffers, '', functions.join('\n\n'), ''].join('\n');
}
