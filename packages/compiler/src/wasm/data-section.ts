/**
 * Initial memory contents, put into an assembled module. They never go through the text: a table
 * of a million numbers would be written as ten million characters only to be read again.
 */
import type { MemoryContents } from './print.js';

const CUSTOM_SECTION = 0;
const DATA_SECTION = 11;
const HEADER_BYTES = 8;

function unsignedLeb(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low + 128 : low);
  } while (rest > 0);
  return bytes;
}

/** Of a 32-bit address, taken as signed as the format wants it. */
function signedLeb(address: number): number[] {
  const bytes: number[] = [];
  let rest = address | 0;
  for (;;) {
    const low = rest & 127;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 64) === 0) || (rest === -1 && (low & 64) !== 0);
    bytes.push(isLast ? low : low | 128);
    if (isLast) return bytes;
  }
}

function readUnsignedLeb(bytes: Uint8Array, at: number): { value: number; next: number } {
  let value = 0;
  let scale = 1;
  for (let next = at; ; next++) {
    const byte = bytes[next]!;
    value += (byte & 127) * scale;
    scale *= 128;
    if (byte < 128) return { value, next: next + 1 };
  }
}

/** Where the custom sections at the end (names for debuggers) begin: the data goes before them. */
function endOfCode(binary: Uint8Array): number {
  let end = HEADER_BYTES;
  for (let at = HEADER_BYTES; at < binary.length;) {
    const size = readUnsignedLeb(binary, at + 1);
    const next = size.next + size.value;
    if (binary[at] !== CUSTOM_SECTION) end = next;
    at = next;
  }
  return end;
}

/** The binary with one active segment for each run of contents. It must have no data section yet. */
export function withContents(
  binary: Uint8Array,
  contents: readonly MemoryContents[],
): Uint8Array<ArrayBuffer> {
  const heads = contents.map(({ address, bytes }) => [
    0x00, // into memory 0
    ...[0x41, ...signedLeb(address), 0x0b], // at i32.const address, end
    ...unsignedLeb(bytes.length),
  ]);
  const count = unsignedLeb(contents.length);
  const size = contents.reduce(
    (sum, { bytes }, i) => sum + heads[i]!.length + bytes.length,
    count.length,
  );
  const end = endOfCode(binary);
  const start = contents.length === 0 ? [] : [DATA_SECTION, ...unsignedLeb(size), ...count];
  const body = contents.length === 0 ? 0 : size - count.length;
  const whole = new Uint8Array(binary.length + start.length + body);
  let at = 0;
  const put = (bytes: ArrayLike<number>): void => {
    whole.set(bytes, at);
    at += bytes.length;
  };
  put(binary.subarray(0, end));
  put(start);
  contents.forEach(({ bytes }, i) => {
    put(heads[i]!);
    put(bytes);
  });
  put(binary.subarray(end));
  return whole;
}
