/**
 * Runs loops as they stand, in plain JavaScript: what every printer is checked against. It shares
 * nothing with the printers but the layout of memory.
 */
import type {
  Index,
  Kernel,
  LaneBinary,
  LaneCompare,
  LaneFunction,
  Lanes,
  LaneUnary,
  Module,
  Precision,
  Statement,
} from '../loops.js';
import { elementBytes, layOut, scalarBytes, VECTOR_BYTES } from '../wasm/layout.js';

/** One vector, seen as floats and as integers. */
class Vector {
  readonly bytes = new Uint8Array(VECTOR_BYTES);
  readonly floats: Float32Array | Float64Array;
  readonly ints: Int32Array | BigInt64Array;

  constructor(precision: Precision) {
    const { buffer } = this.bytes;
    this.floats = precision === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer);
    this.ints = precision === 'float32' ? new Int32Array(buffer) : new BigInt64Array(buffer);
  }
}

function nearest(a: number): number {
  if (!Number.isFinite(a) || Math.abs(a) >= 2 ** 52) return a;
  const below = Math.floor(a);
  const rest = a - below;
  const even = below % 2 === 0 ? below : below + 1;
  const whole = rest < 0.5 ? below : rest > 0.5 ? below + 1 : even;
  return whole === 0 && (a < 0 || Object.is(a, -0)) ? -0 : whole;
}

const UNARY: Record<LaneUnary, (a: number) => number> = {
  abs: Math.abs,
  ceil: Math.ceil,
  floor: Math.floor,
  nearest,
  neg: (a) => -a,
  sqrt: Math.sqrt,
  trunc: Math.trunc,
};

const BINARY: Record<LaneBinary, (a: number, b: number) => number> = {
  add: (a, b) => a + b,
  div: (a, b) => a / b,
  max: Math.max,
  min: Math.min,
  mul: (a, b) => a * b,
  pseudoMax: (a, b) => (a < b ? b : a),
  pseudoMin: (a, b) => (b < a ? b : a),
  sub: (a, b) => a - b,
};

const COMPARE: Record<LaneCompare, (a: number, b: number) => boolean> = {
  eq: (a, b) => a === b,
  ge: (a, b) => a >= b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  lt: (a, b) => a < b,
  ne: (a, b) => a !== b,
};

const ROUNDING_NUMBER = 1.5 * 2 ** 52;
const bitsOfDouble = (value: number): bigint =>
  new BigInt64Array(new Float64Array([value]).buffer)[0]!;
const doubleOfBits = (value: bigint): number =>
  new Float64Array(new BigInt64Array([value]).buffer)[0]!;

type Frame = Map<string, number | Vector>;

/** A module that can be run like an instance of the printed one. */
export class Interpreter {
  readonly memory: ArrayBuffer;
  readonly layout: Readonly<Record<string, number>>;
  private readonly functions: ReadonlyMap<string, Kernel | LaneFunction>;
  private readonly precision: Precision;
  private readonly width: 32 | 64;
  private readonly lanes: number;

  constructor(
    private readonly module: Module,
    /** Which two lanes of how many pairs a kernel of doubles runs for. */
    private readonly pair?: {
      readonly memory: ArrayBuffer;
      readonly at: number;
      readonly of: number;
    },
  ) {
    const { addresses, memoryBytes } = layOut(module.buffers, module.precision);
    this.layout = addresses;
    this.memory = pair?.memory ?? new ArrayBuffer(memoryBytes);
    this.functions = new Map(module.functions.map((fn) => [fn.name, fn]));
    this.precision = pair === undefined ? module.precision : 'float64';
    this.width = this.precision === 'float32' ? 32 : 64;
    this.lanes = 128 / this.width;
    if (pair !== undefined) return;
    for (const { name, kind, length, values } of module.buffers) {
      if (values === undefined) continue;
      const Floats = module.precision === 'float32' ? Float32Array : Float64Array;
      const Values = kind === 'index' ? Int32Array : Floats;
      new Values(this.memory, addresses[name]!, length).set(values);
    }
  }

  run(name: string, ...args: readonly number[]): void {
    const kernel = this.functions.get(name) as Kernel;
    const frame: Frame = new Map(kernel.parameters.map((p, i) => [p, args[i]!]));
    if (kernel.doubles === true) this.runDoubles(kernel, frame);
    else this.body(kernel.body, frame);
  }

  /** A kernel of doubles has a float64 for each lane: with two lanes to a vector, as many runs as it takes. */
  private runDoubles(kernel: Kernel, frame: Frame): void {
    const of = this.lanes / 2;
    for (let at = 0; at < of; at++)
      new Interpreter(this.module, { memory: this.memory, at, of }).body(
        kernel.body,
        new Map(frame),
      );
  }

  private index(index: Index, frame: Frame): number {
    switch (index.kind) {
      case 'int':
        return index.value;
      case 'index':
        return frame.get(index.name) as number;
      case 'base': {
        const { kind } = this.module.buffers.find((b) => b.name === index.buffer)!;
        return this.layout[index.buffer]! / elementBytes(kind, this.module.precision);
      }
      case 'loadIndex':
        return new Int32Array(this.memory)[this.index(index.address, frame)]!;
    }
    const a = this.index(index.a, frame);
    const b = this.index(index.b, frame);
    switch (index.kind) {
      case 'iadd':
        return (a + b) | 0;
      case 'isub':
        return (a - b) | 0;
      case 'imul':
        return Math.imul(a, b);
      case 'idiv':
        return (a / b) | 0;
      case 'irem':
        return (a % b) | 0;
    }
  }

  private vectorAt(element: number): number {
    const { at, of } = this.pair ?? { at: 0, of: 1 };
    return (element * of + at) * VECTOR_BYTES;
  }

  private vector(): Vector {
    return new Vector(this.precision);
  }

  private floats(lane: (lane: number) => number): Vector {
    const out = this.vector();
    for (let i = 0; i < this.lanes; i++) out.floats[i] = lane(i);
    return out;
  }

  /** Each lane's integer, wrapped to the width. */
  private ints(lane: (lane: number) => bigint): Vector {
    const out = this.vector();
    for (let i = 0; i < this.lanes; i++) {
      const value = BigInt.asIntN(this.width, lane(i));
      if (out.ints instanceof Int32Array) out.ints[i] = Number(value);
      else out.ints[i] = value;
    }
    return out;
  }

  private value(lanes: Lanes, frame: Frame): Vector {
    const of = (part: Lanes): Vector => this.value(part, frame);
    switch (lanes.kind) {
      case 'number':
        return this.floats(() => lanes.value);
      case 'bits':
        return this.ints(() => BigInt(lanes.value));
      case 'local':
        return frame.get(lanes.name) as Vector;
      case 'load': {
        const address = this.vectorAt(this.index(lanes.address, frame) + lanes.offset);
        const out = this.vector();
        out.bytes.set(new Uint8Array(this.memory, address, VECTOR_BYTES));
        return out;
      }
      case 'loadWidened': {
        const Floats = this.module.precision === 'float32' ? Float32Array : Float64Array;
        const address = (this.index(lanes.address, frame) + lanes.offset) * VECTOR_BYTES;
        const vector = new Floats(this.memory, address, VECTOR_BYTES / Floats.BYTES_PER_ELEMENT);
        return this.floats((i) => vector[i + 2 * this.pair!.at]!);
      }
      case 'loadUniform': {
        const size = scalarBytes(this.module.precision);
        const address = (this.index(lanes.address, frame) + lanes.offset) * size;
        const out = this.vector();
        const bytes = new Uint8Array(this.memory, address, size);
        for (let i = 0; i < this.lanes; i++) out.bytes.set(bytes, i * size);
        return out;
      }
      case 'unary': {
        const a = of(lanes.a);
        return this.floats((i) => UNARY[lanes.op](a.floats[i]!));
      }
      case 'binary': {
        const [a, b] = [of(lanes.a), of(lanes.b)];
        return this.floats((i) => BINARY[lanes.op](a.floats[i]!, b.floats[i]!));
      }
      case 'compare': {
        const [a, b] = [of(lanes.a), of(lanes.b)];
        return this.ints((i) => (COMPARE[lanes.op](a.floats[i]!, b.floats[i]!) ? -1n : 0n));
      }
      case 'bitsBinary': {
        const [a, b] = [of(lanes.a), of(lanes.b)];
        return this.ints((i) => {
          const [x, y] = [BigInt(a.ints[i]!), BigInt(b.ints[i]!)];
          switch (lanes.op) {
            case 'bitsAdd':
              return x + y;
            case 'bitsSub':
              return x - y;
            case 'bitsAnd':
              return x & y;
            case 'bitsAndNot':
              return x & ~y;
            case 'bitsOr':
              return x | y;
            case 'bitsXor':
              return x ^ y;
          }
        });
      }
      case 'shift': {
        const a = of(lanes.a);
        const by = BigInt(lanes.by);
        return this.ints((i) => {
          const x = BigInt(a.ints[i]!);
          if (lanes.op === 'left') return x << by;
          return lanes.op === 'right' ? BigInt.asUintN(this.width, x) >> by : x >> by;
        });
      }
      case 'bitsCompare': {
        const [a, b] = [of(lanes.a), of(lanes.b)];
        return this.ints((i) => {
          const [x, y] = [a.ints[i]!, b.ints[i]!];
          const holds = lanes.op === 'eq' ? x === y : lanes.op === 'gt' ? x > y : x < y;
          return holds ? -1n : 0n;
        });
      }
      case 'choose': {
        const [mask, a, b] = [of(lanes.mask), of(lanes.a), of(lanes.b)];
        const out = this.vector();
        for (let i = 0; i < VECTOR_BYTES; i++)
          out.bytes[i] = (a.bytes[i]! & mask.bytes[i]!) | (b.bytes[i]! & ~mask.bytes[i]!);
        return out;
      }
      case 'toBits': {
        const a = of(lanes.a);
        if (this.width === 32) {
          const saturated = (x: number): number =>
            Number.isNaN(x) ? 0 : Math.max(-(2 ** 31), Math.min(2 ** 31 - 1, Math.trunc(x)));
          return this.ints((i) => BigInt(saturated(a.floats[i]!)));
        }
        const base = bitsOfDouble(ROUNDING_NUMBER);
        return this.ints((i) => bitsOfDouble(Math.trunc(a.floats[i]!) + ROUNDING_NUMBER) - base);
      }
      case 'fromBits': {
        const a = of(lanes.a);
        if (this.width === 32) return this.floats((i) => Number(a.ints[i]!));
        const base = bitsOfDouble(ROUNDING_NUMBER);
        return this.floats((i) => doubleOfBits(BigInt(a.ints[i]!) + base) - ROUNDING_NUMBER);
      }
      case 'fromIndex': {
        const a = this.index(lanes.a, frame);
        return this.floats(() => a);
      }
      case 'call': {
        const fn = this.functions.get(lanes.name) as LaneFunction;
        const inner: Frame = new Map(fn.parameters.map((p, i) => [p, of(lanes.arguments[i]!)]));
        this.body(fn.body, inner);
        return this.value(fn.result, inner);
      }
    }
  }

  /** Whether the function was left. */
  private body(body: readonly Statement[], frame: Frame): boolean {
    return body.some((statement) => this.statement(statement, frame));
  }

  private statement(statement: Statement, frame: Frame): boolean {
    switch (statement.kind) {
      case 'comment':
        return false;
      case 'return':
        return true;
      case 'set':
        frame.set(statement.name, this.value(statement.value, frame));
        return false;
      case 'setIndex':
        frame.set(statement.name, this.index(statement.value, frame));
        return false;
      case 'store': {
        const address = this.vectorAt(this.index(statement.address, frame) + statement.offset);
        const value = this.value(statement.value, frame);
        new Uint8Array(this.memory).set(value.bytes, address);
        return false;
      }
      case 'for': {
        const count = this.index(statement.count, frame);
        for (let i = 0; i < count; i++) {
          frame.set(statement.index, i);
          if (this.body(statement.body, frame)) return true;
        }
        return false;
      }
      case 'ifAny': {
        const mask = this.value(statement.mask, frame);
        return mask.bytes.some((byte) => byte !== 0) && this.body(statement.body, frame);
      }
      case 'ifLess':
        return (
          this.index(statement.a, frame) < this.index(statement.b, frame) &&
          this.body(statement.body, frame)
        );
      case 'run':
        this.run(statement.name, ...statement.arguments.map((a) => this.index(a, frame)));
        return false;
    }
  }
}
