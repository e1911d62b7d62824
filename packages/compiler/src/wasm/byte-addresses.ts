/**
 * From elements to bytes: after this pass every address and offset of a function counts bytes of
 * the module's memory, buffers have become numbers, and what is constant in an address stands in
 * the offset, where a load takes it for nothing. A kernel of doubles in a float32 program runs for
 * the lower two lanes, then for the upper two.
 */
import { forEach, iadd, imul } from '../loops/build.js';
import { indexOf, polynomialOf } from '../loops/polynomial.js';
import type { Polynomial } from '../loops/polynomial.js';
import { everyStatement, mapIndex, mapLanes, mapStatement } from '../loops/rewrite.js';
import type { Changes } from '../loops/rewrite.js';
import type { Buffer, Index, Kernel, LaneFunction, Precision, Statement } from '../loops.js';
import { elementBytes, scalarBytes, VECTOR_BYTES, vectorBytesOfDoubles } from './layout.js';
import type { MemoryLayout } from './layout.js';

/** Names that may hold a negative value: those set from a difference, directly or through others. */
function possiblyNegative(body: readonly Statement[]): Set<string> {
  const negative = new Set<string>();
  const mayBeNegative = (p: Polynomial): boolean =>
    p.constant < 0 ||
    p.terms.some(
      (t) => t.coefficient < 0 || t.factors.some((f) => f.kind === 'index' && negative.has(f.name)),
    );
  const sets = [...everyStatement(body)].filter((s) => s.kind === 'setIndex');
  for (let before = -1; before !== negative.size;) {
    before = negative.size;
    for (const s of sets) if (mayBeNegative(polynomialOf(s.value))) negative.add(s.name);
  }
  return negative;
}

interface Place {
  readonly address: Index;
  readonly offset: number;
}

/**
 * A load's base counts as unsigned, and base and offset are added without wrapping round: the
 * constant may leave the base only if what stays cannot be negative.
 */
function split(bytes: Polynomial, negative: ReadonlySet<string>): Place {
  const staysPositive = bytes.terms.every(
    (t) => t.coefficient > 0 && !t.factors.some((f) => f.kind === 'index' && negative.has(f.name)),
  );
  return bytes.constant >= 0 && staysPositive
    ? { address: indexOf({ ...bytes, constant: 0 }), offset: bytes.constant }
    : { address: indexOf(bytes), offset: 0 };
}

/** The loop variable of a kernel of doubles that runs twice. */
const HALF = 'lanes.half';

/** Rewrites one function; `buffers` gives the element size that each base is counted in. */
export function inBytes<F extends Kernel | LaneFunction>(
  fn: F,
  buffers: readonly Buffer[],
  layout: MemoryLayout,
  precision: Precision,
): F {
  const negative = possiblyNegative(fn.body);
  const kinds = new Map(buffers.map((buffer) => [buffer.name, buffer.kind]));
  const ofDoubles = fn.kind === 'kernel' && fn.doubles === true;
  const byHalves = ofDoubles && precision === 'float32';
  const place = (address: Index, offset: number, size: number): Place => {
    const whole = imul(address, size);
    const bytes = polynomialOf(byHalves ? iadd(whole, imul(HALF, size / 2)) : whole);
    return split({ ...bytes, constant: bytes.constant + offset * size }, negative);
  };
  const part = (index: Index): Index => {
    if (index.kind === 'base') {
      const size = elementBytes(kinds.get(index.buffer)!, precision);
      return { kind: 'int', value: layout.addresses[index.buffer]! / size };
    }
    if (index.kind === 'loadIndex')
      return { ...index, address: indexOf(polynomialOf(imul(index.address, 4))) };
    return index;
  };
  const vectorBytes = ofDoubles ? vectorBytesOfDoubles(precision) : VECTOR_BYTES;
  const changes: Changes = {
    index: (index) => mapIndex(index, part),
    lanes: (lanes) => {
      if (lanes.kind === 'load')
        return { ...lanes, ...place(lanes.address, lanes.offset, vectorBytes) };
      if (lanes.kind === 'loadWidened') {
        const kind = byHalves ? 'loadWidened' : 'load';
        return { kind, ...place(lanes.address, lanes.offset, VECTOR_BYTES) };
      }
      if (lanes.kind === 'loadUniform')
        return { ...lanes, ...place(lanes.address, lanes.offset, scalarBytes(precision)) };
      return lanes;
    },
    statement: (statement) =>
      statement.kind === 'store'
        ? { ...statement, ...place(statement.address, statement.offset, vectorBytes) }
        : statement,
  };
  const once = fn.body.map((statement) => mapStatement(statement, changes));
  const body = byHalves ? [forEach(HALF, 2, once)] : once;
  return fn.kind === 'lanes'
    ? { ...fn, body, result: mapLanes(fn.result, changes.lanes, changes.index) }
    : { ...fn, body };
}
