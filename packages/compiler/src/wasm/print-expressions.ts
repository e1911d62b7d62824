/** Expressions as folded WAT, with addresses that count bytes. */
import type { Index, Lanes, Precision } from '../loops.js';
import {
  BINARY,
  BITS_COMPARE,
  bitsInstruction,
  COMPARE,
  INDEX,
  SHAPES,
  SHIFT,
  UNARY,
} from './instructions.js';

/** 1.5 * 2^52: added to a small number, it leaves the number as an integer in the low bits. */
const ROUNDING_NUMBER = 6755399441055744;
const ROUNDING_BITS = '0x4338000000000000';

const powerOf2 = (value: number): number =>
  value > 0 && Number.isInteger(Math.log2(value)) ? Math.log2(value) : -1;

export function printIndex(index: Index): string {
  switch (index.kind) {
    case 'int':
      return `(i32.const ${String(index.value)})`;
    case 'index':
      return `(local.get $${index.name})`;
    case 'base':
      throw new Error(`the base of '${index.buffer}' was not laid out`);
    case 'loadIndex':
      return `(i32.load ${printIndex(index.address)})`;
    case 'imul':
      if (index.b.kind === 'int' && powerOf2(index.b.value) > 0)
        return `(i32.shl ${printIndex(index.a)} (i32.const ${String(powerOf2(index.b.value))}))`;
  }
  return `(${INDEX[index.kind]} ${printIndex(index.a)} ${printIndex(index.b)})`;
}

function printNumber(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

const printOffset = (offset: number): string => (offset === 0 ? '' : ` offset=${String(offset)}`);

export function printLanes(lanes: Lanes, precision: Precision): string {
  const shapes = SHAPES[precision];
  const { floats, ints } = shapes;
  const print = (part: Lanes): string => printLanes(part, precision);
  const inEvery = (value: string): string => Array<string>(shapes.lanes).fill(value).join(' ');
  switch (lanes.kind) {
    case 'number': {
      const value = precision === 'float32' ? Math.fround(lanes.value) : lanes.value;
      return `(v128.const ${floats} ${inEvery(printNumber(value))})`;
    }
    case 'bits': {
      const width = precision === 'float32' ? 32 : 64;
      const value = BigInt.asUintN(width, BigInt(lanes.value));
      return `(v128.const ${ints} ${inEvery(`0x${value.toString(16)}`)})`;
    }
    case 'local':
      return `(local.get $${lanes.name})`;
    case 'load':
      return `(v128.load${printOffset(lanes.offset)} ${printIndex(lanes.address)})`;
    case 'loadWidened': {
      const two = `(v128.load64_zero${printOffset(lanes.offset)} ${printIndex(lanes.address)})`;
      return `(f64x2.promote_low_f32x4 ${two})`;
    }
    case 'loadUniform':
      return `(${shapes.loadSplat}${printOffset(lanes.offset)} ${printIndex(lanes.address)})`;
    case 'unary':
      // V8 makes the mask of `abs` anew at each use; a constant it makes once, before the loop.
      if (lanes.op === 'abs')
        return `(v128.and ${print(lanes.a)} (v128.const ${ints} ${inEvery(shapes.magnitude)}))`;
      return `(${floats}.${UNARY[lanes.op]} ${print(lanes.a)})`;
    case 'binary':
      return `(${floats}.${BINARY[lanes.op]} ${print(lanes.a)} ${print(lanes.b)})`;
    case 'compare':
      return `(${floats}.${COMPARE[lanes.op]} ${print(lanes.a)} ${print(lanes.b)})`;
    case 'bitsBinary':
      return `(${bitsInstruction(lanes.op, shapes)} ${print(lanes.a)} ${print(lanes.b)})`;
    case 'shift':
      return `(${ints}.${SHIFT[lanes.op]} ${print(lanes.a)} (i32.const ${String(lanes.by)}))`;
    case 'bitsCompare':
      return `(${ints}.${BITS_COMPARE[lanes.op]} ${print(lanes.a)} ${print(lanes.b)})`;
    case 'choose':
      return `(v128.bitselect ${print(lanes.a)} ${print(lanes.b)} ${print(lanes.mask)})`;
    case 'toBits': {
      if (precision === 'float32') return `(i32x4.trunc_sat_f32x4_s ${print(lanes.a)})`;
      const whole = `(f64x2.trunc ${print(lanes.a)})`;
      const shifted = `(f64x2.add ${whole} (v128.const f64x2 ${inEvery(String(ROUNDING_NUMBER))}))`;
      return `(i64x2.sub ${shifted} (v128.const i64x2 ${inEvery(ROUNDING_BITS)}))`;
    }
    case 'fromBits': {
      if (precision === 'float32') return `(f32x4.convert_i32x4_s ${print(lanes.a)})`;
      const shifted = `(i64x2.add ${print(lanes.a)} (v128.const i64x2 ${inEvery(ROUNDING_BITS)}))`;
      return `(f64x2.sub ${shifted} (v128.const f64x2 ${inEvery(String(ROUNDING_NUMBER))}))`;
    }
    case 'fromIndex': {
      const scalar = `(${shapes.scalar}.convert_i32_s ${printIndex(lanes.a)})`;
      return `(${floats}.splat ${scalar})`;
    }
    case 'call':
      return lanes.arguments.length === 0
        ? `(call $${lanes.name})`
        : `(call $${lanes.name} ${lanes.arguments.map(print).join(' ')})`;
  }
}
