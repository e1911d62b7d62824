/** Which instruction each operation is, for both precisions. */
import type {
  BitsBinary,
  Index,
  LaneBinary,
  LaneCompare,
  Lanes,
  LaneUnary,
  Precision,
} from '../loops.js';

type Shift = Extract<Lanes, { kind: 'shift' }>['op'];
type BitsCompare = Extract<Lanes, { kind: 'bitsCompare' }>['op'];
type IndexOperation = Extract<Index, { a: Index }>['kind'];

/** With the shape of floats (`f32x4`) before them. */
export const UNARY: Record<Exclude<LaneUnary, 'abs'>, string> = {
  ceil: 'ceil',
  floor: 'floor',
  nearest: 'nearest',
  neg: 'neg',
  sqrt: 'sqrt',
  trunc: 'trunc',
};

/** With the shape of floats before them. */
export const BINARY: Record<LaneBinary, string> = {
  add: 'add',
  div: 'div',
  max: 'max',
  min: 'min',
  mul: 'mul',
  pseudoMax: 'pmax',
  pseudoMin: 'pmin',
  sub: 'sub',
};

/** With the shape of floats before them. */
export const COMPARE: Record<LaneCompare, string> = {
  eq: 'eq',
  ge: 'ge',
  gt: 'gt',
  le: 'le',
  lt: 'lt',
  ne: 'ne',
};

/** `INTS` stands for the shape of integers (`i32x4`). */
const BITS_BINARY: Record<BitsBinary, string> = {
  bitsAdd: 'INTS.add',
  bitsAnd: 'v128.and',
  bitsAndNot: 'v128.andnot',
  bitsOr: 'v128.or',
  bitsSub: 'INTS.sub',
  bitsXor: 'v128.xor',
};

/** With the shape of integers before them. */
export const SHIFT: Record<Shift, string> = {
  left: 'shl',
  right: 'shr_u',
  rightSigned: 'shr_s',
};

/** With the shape of integers before them. */
export const BITS_COMPARE: Record<BitsCompare, string> = { eq: 'eq', gt: 'gt_s', lt: 'lt_s' };

export const INDEX: Record<IndexOperation, string> = {
  iadd: 'i32.add',
  isub: 'i32.sub',
  imul: 'i32.mul',
  idiv: 'i32.div_s',
  irem: 'i32.rem_s',
};

export interface Shapes {
  readonly floats: 'f32x4' | 'f64x2';
  readonly ints: 'i32x4' | 'i64x2';
  readonly scalar: 'f32' | 'f64';
  readonly lanes: 4 | 2;
  readonly loadSplat: 'v128.load32_splat' | 'v128.load64_splat';
  /** All bits of a float but its sign. */
  readonly magnitude: string;
}

export const SHAPES: Record<Precision, Shapes> = {
  float32: {
    floats: 'f32x4',
    ints: 'i32x4',
    scalar: 'f32',
    lanes: 4,
    loadSplat: 'v128.load32_splat',
    magnitude: '0x7fffffff',
  },
  float64: {
    floats: 'f64x2',
    ints: 'i64x2',
    scalar: 'f64',
    lanes: 2,
    loadSplat: 'v128.load64_splat',
    magnitude: '0x7fffffffffffffff',
  },
};

export const bitsInstruction = (op: BitsBinary, shapes: Shapes): string =>
  BITS_BINARY[op].replace('INTS', shapes.ints);
