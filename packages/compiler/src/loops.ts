/**
 * The loop language: what a graph is lowered to, and what every target prints.
 *
 * Every floating value is a vector of lanes, one grid cell a lane; the language has no other
 * width, so a printer chooses how many lanes a register holds. It knows nothing of tensors: a
 * buffer is a row of vectors, an address is an integer.
 *
 * Floating arithmetic is IEEE 754 of the program's precision, nothing contracted or reordered.
 */

/** The precision of every floating value of a program. */
export type Precision = 'float32' | 'float64';

/**
 * An integer known to every lane alike: loop variables, sizes, addresses. Addresses and offsets
 * count elements (vectors of lanes, or uniform scalars), never bytes.
 */
export type Index =
  | { readonly kind: 'int'; readonly value: number }
  /** A loop variable, a parameter of the function, or a local set by `setIndex`. */
  | { readonly kind: 'index'; readonly name: string }
  /**
   * The address of a buffer's first element, counted in the elements of that buffer's kind (so it
   * can be handed to a kernel that loads with the same kind): the printer lays the buffers out.
   */
  | { readonly kind: 'base'; readonly buffer: string }
  | {
      readonly kind: 'iadd' | 'isub' | 'imul' | 'idiv' | 'irem';
      readonly a: Index;
      readonly b: Index;
    }
  /** An element of a uniform int32 table in memory. */
  | { readonly kind: 'loadIndex'; readonly address: Index };

/** Lane-wise operations that a machine has; everything else is made of these in the maths library. */
export type LaneUnary =
  | 'abs' // clears the sign bit, of NaN too
  | 'ceil'
  | 'floor'
  | 'nearest' // half to even
  | 'neg' // flips the sign bit
  | 'sqrt'
  | 'trunc';

export type LaneBinary =
  | 'add'
  | 'div'
  | 'max' // NaN if either is NaN; max(-0, +0) = +0
  | 'min'
  | 'mul'
  | 'pseudoMax' // a < b ? b : a, so `a` where either is NaN; one instruction where max takes seven
  | 'pseudoMin' // b < a ? b : a, so `a` where either is NaN
  | 'sub';

export type LaneCompare = 'eq' | 'ge' | 'gt' | 'le' | 'lt' | 'ne';

/** Lane-wise integer operations on the bits, of the precision's width. */
export type BitsBinary = 'bitsAdd' | 'bitsAnd' | 'bitsAndNot' | 'bitsOr' | 'bitsSub' | 'bitsXor';

/** A vector of lanes: floats, a mask (all bits of a lane set or none), or integers of the precision's width. */
export type Lanes =
  | { readonly kind: 'number'; readonly value: number }
  /** Every lane these bits, of the precision's width; for float64 as a bigint. */
  | { readonly kind: 'bits'; readonly value: number | bigint }
  | { readonly kind: 'local'; readonly name: string }
  | { readonly kind: 'load'; readonly address: Index; readonly offset: number }
  /** Only in a kernel of doubles: the vector of a `lanes` buffer, each lane widened to float64 (exactly). */
  | { readonly kind: 'loadWidened'; readonly address: Index; readonly offset: number }
  /** One scalar of the program's precision, the same in every lane. */
  | { readonly kind: 'loadUniform'; readonly address: Index; readonly offset: number }
  | { readonly kind: 'unary'; readonly op: LaneUnary; readonly a: Lanes }
  | { readonly kind: 'binary'; readonly op: LaneBinary; readonly a: Lanes; readonly b: Lanes }
  | { readonly kind: 'compare'; readonly op: LaneCompare; readonly a: Lanes; readonly b: Lanes }
  | { readonly kind: 'bitsBinary'; readonly op: BitsBinary; readonly a: Lanes; readonly b: Lanes }
  | {
      readonly kind: 'shift';
      readonly op: 'left' | 'right' | 'rightSigned';
      readonly a: Lanes;
      readonly by: number;
    }
  | {
      readonly kind: 'bitsCompare';
      readonly op: 'eq' | 'gt' | 'lt';
      readonly a: Lanes;
      readonly b: Lanes;
    }
  /** Lane-wise: where the mask is set, `a`, elsewhere `b`. */
  | { readonly kind: 'choose'; readonly mask: Lanes; readonly a: Lanes; readonly b: Lanes }
  /**
   * Truncates to a signed integer of the precision's width. float32: NaN gives 0, and it saturates.
   * float64: only for |a| < 2^51; elsewhere the bits of trunc(a) + 1.5 * 2^52, minus those of that number.
   */
  | { readonly kind: 'toBits'; readonly a: Lanes }
  /** A signed integer of the precision's width, rounded to nearest; float64: only for |a| < 2^51. */
  | { readonly kind: 'fromBits'; readonly a: Lanes }
  /** An index, the same in every lane, as a float. */
  | { readonly kind: 'fromIndex'; readonly a: Index }
  /** A function of the module, by name; arguments and result are vectors. */
  | { readonly kind: 'call'; readonly name: string; readonly arguments: readonly Lanes[] };

export type Statement =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'set'; readonly name: string; readonly value: Lanes }
  | { readonly kind: 'setIndex'; readonly name: string; readonly value: Index }
  | {
      readonly kind: 'store';
      readonly address: Index;
      readonly offset: number;
      readonly value: Lanes;
    }
  /** From 0 up to `count`, not included; `count` is at least 0. */
  | {
      readonly kind: 'for';
      readonly index: string;
      readonly count: Index;
      readonly body: readonly Statement[];
    }
  /** Runs when any lane of the mask is set. */
  | { readonly kind: 'ifAny'; readonly mask: Lanes; readonly body: readonly Statement[] }
  /** Runs when `a` is less than `b`. */
  | {
      readonly kind: 'ifLess';
      readonly a: Index;
      readonly b: Index;
      readonly body: readonly Statement[];
    }
  /** A function of the module that returns nothing; arguments are indices. */
  | { readonly kind: 'run'; readonly name: string; readonly arguments: readonly Index[] }
  /** Leaves the function that it stands in. */
  | { readonly kind: 'return' };

/** A function on indices, for effect: a kernel. */
export interface Kernel {
  readonly kind: 'kernel';
  /**
   * True for a kernel of doubles: it computes in float64 whatever the module's precision, a lane of
   * it for each lane of the program. It loads and stores `doubles` buffers, and reads `lanes`
   * buffers by `loadWidened`; it calls nothing, is not left early and asks for no lane's mask, so a
   * target may run it for some of the lanes and then for the others.
   */
  readonly doubles?: true;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
}

/** A function from lanes to lanes: the maths library. */
export interface LaneFunction {
  readonly kind: 'lanes';
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
  readonly result: Lanes;
}

/**
 * A run of memory. Lane buffers hold `length` vectors; those of doubles `length` vectors of float64
 * whatever the precision; uniform ones `length` scalars; index ones int32.
 */
export interface Buffer {
  readonly name: string;
  readonly kind: 'lanes' | 'doubles' | 'uniform' | 'index';
  readonly length: number;
  /** Contents from the start, for uniform and index buffers. */
  readonly values?: Float64Array | Float32Array | Int32Array;
}

/** What a target prints: memory, functions, and which of them can be called from outside. */
export interface Module {
  readonly precision: Precision;
  readonly functions: readonly (Kernel | LaneFunction)[];
  readonly buffers: readonly Buffer[];
  /** Names of kernels. */
  readonly exports: readonly string[];
}
