import { describe, expect, it } from 'vitest';
import type { Applied } from '../accuracy/apply.js';
import { applied } from '../accuracy/apply.js';
import { BOUNDS } from '../accuracy/bounds.js';
import { REFERENCES, UNARY_FUNCTIONS } from '../accuracy/references.js';
import { errorInUnits } from '../accuracy/units.js';
import type { Precision } from '../loops.js';

const PRECISIONS: readonly Precision[] = ['float32', 'float64'];

/** Where functions change: overflow, underflow, saturation, the ends of their domains and of their cases. */
const TURNS = [
  1,
  0.5,
  2,
  88.72283,
  88.72284,
  89.41599,
  103.97208,
  87.33654,
  17.32868,
  9.010913,
  0.17328679,
  0.34657359,
  0.41421357,
  2.4142137,
  1.5707964,
  3.1415927,
  400,
  1e9,
  709.782712893384,
  710.4758600739439,
  745.1332191019411,
  708.3964185322641,
  36.7368005696771,
  19.06154746539849,
  1.6e6,
  1e22,
  Math.SQRT1_2,
  Math.SQRT2,
];

/** The numbers themselves and their neighbours above and below. */
function withNeighbours(values: readonly number[], precision: Precision): readonly number[] {
  const floats = precision === 'float32' ? new Float32Array(1) : new Float64Array(1);
  const bits =
    precision === 'float32' ? new Int32Array(floats.buffer) : new BigInt64Array(floats.buffer);
  return values.flatMap((value) =>
    [-1, 0, 1].map((step) => {
      floats[0] = value;
      if (bits instanceof Int32Array) bits[0]! += step;
      else bits[0]! += BigInt(step);
      return floats[0];
    }),
  );
}

function edgesOf(precision: Precision): readonly number[] {
  const smallest = precision === 'float32' ? 2 ** -149 : 2 ** -1074;
  const normal = precision === 'float32' ? 2 ** -126 : 2 ** -1022;
  const largest = precision === 'float32' ? (2 - 2 ** -23) * 2 ** 127 : Number.MAX_VALUE;
  const positive = [
    smallest,
    3 * smallest,
    normal - smallest,
    normal,
    largest,
    Infinity,
    ...withNeighbours(TURNS, precision),
  ];
  return [0, -0, NaN, ...positive, ...positive.map((value) => -value)];
}

const ORDINARY = 0.75;

/** Puts each edge into each lane, with NaN or an ordinary number in all the others. */
function fill(input: Applied['inputs'][number], edges: readonly number[], lanes: number): void {
  edges.forEach((edge, row) => {
    for (let place = 0; place < lanes; place++)
      for (const [half, neighbour] of [ORDINARY, NaN].entries())
        for (let lane = 0; lane < lanes; lane++) {
          const vector = (row * lanes + place) * 2 + half;
          input[vector * lanes + lane] = lane === place ? edge : neighbour;
        }
  });
}

describe('the maths library at its edges', () => {
  for (const precision of PRECISIONS)
    for (const name of UNARY_FUNCTIONS)
      it(`${name} in ${precision} is right at every edge, in every lane, beside NaN too`, async () => {
        const lanes = precision === 'float32' ? 4 : 2;
        const edges = edgesOf(precision);
        const { inputs, output, run } = await applied(
          name,
          precision,
          edges.length * lanes * lanes * 2,
          1,
        );
        const [input] = inputs as [Applied['inputs'][number]];
        fill(input, edges, lanes);
        run();
        const reference = REFERENCES[name];
        const bound = BOUNDS[precision][name] + (precision === 'float64' ? 1 : 0);
        const wrong: string[] = [];
        input.forEach((x, i) => {
          const exact = reference(x);
          const rounded = precision === 'float32' ? Math.fround(exact) : exact;
          const special = exact === 0 || !Number.isFinite(rounded);
          const fits = special
            ? Object.is(output[i], rounded)
            : errorInUnits(output[i]!, exact, precision) <= bound;
          if (!fits)
            wrong.push(`${name}(${String(x)}) = ${String(output[i])}, not ${String(rounded)}`);
        });
        expect(wrong).toEqual([]);
        // The same number gives the same bits wherever it stands.
        const seen = new Map<number, number>();
        input.forEach((x, i) => {
          if (x === 0) return;
          const before = seen.get(x) ?? output[i]!;
          expect(Object.is(output[i], before), `${name}(${String(x)})`).toBe(true);
          seen.set(x, before);
        });
      });
});

const SPECIAL = [
  0,
  -0,
  1,
  -1,
  2,
  -2,
  3,
  -3,
  0.5,
  -0.5,
  Infinity,
  -Infinity,
  NaN,
  1e30,
  2 ** -149,
  -(2 ** -149),
];

/** IEEE 754's pow: JavaScript has NaN where the base is 1 and the exponent NaN or infinite. */
const power = (x: number, y: number): number =>
  x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;

const floored = (x: number, y: number): number => {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest;
};

describe('functions of two arguments at their edges', () => {
  const CASES = { pow: power, atan2: Math.atan2, mod: floored };
  for (const precision of PRECISIONS)
    for (const [name, reference] of Object.entries(CASES))
      it(`${name} in ${precision} follows IEEE 754 for zeros, infinities, NaN and negative numbers`, async () => {
        const count = SPECIAL.length ** 2;
        const fn = name as keyof typeof CASES;
        const { inputs, output, run } = await applied(fn, precision, count, 2);
        const [first, second] = inputs as [Applied['inputs'][number], Applied['inputs'][number]];
        for (let i = 0; i < count; i++) {
          first[i] = SPECIAL[i % SPECIAL.length]!;
          second[i] = SPECIAL[Math.floor(i / SPECIAL.length)]!;
        }
        run();
        const wrong: string[] = [];
        output.forEach((actual, i) => {
          const exact = reference(first[i]!, second[i]!);
          const rounded = precision === 'float32' ? Math.fround(exact) : exact;
          const fits =
            exact === 0 || !Number.isFinite(rounded)
              ? Object.is(actual, rounded)
              : errorInUnits(actual, exact, precision) <= 2;
          if (!fits)
            wrong.push(
              `${name}(${String(first[i])}, ${String(second[i])}) = ${String(actual)}, not ${String(rounded)}`,
            );
        });
        expect(wrong).toEqual([]);
      });
});
