import { describe, expect, it } from 'vitest';
import { applied } from '../accuracy/apply.js';
import { BOUNDS } from '../accuracy/bounds.js';
import { REFERENCES, UNARY_FUNCTIONS } from '../accuracy/references.js';
import { largestError } from '../accuracy/sweep.js';
import { errorInUnits } from '../accuracy/units.js';

/** A prime, so that all exponents and all low bits are met. */
const STRIDE = 65_537;

/** Numbers of each size, with signs, for functions of two arguments. */
const NUMBERS = Array.from({ length: 128 }, (_, i) =>
  Math.fround((i % 2 === 0 ? 1 : -1) * Math.exp(((i * 37) % 128) / 8 - 8) * (1 + i / 1000)),
);

describe('the maths library in single precision', () => {
  for (const name of UNARY_FUNCTIONS)
    it(`${name} is within its bound over a sample of all 2^32 numbers`, async () => {
      const worst = await largestError(name, REFERENCES[name], STRIDE);
      expect(worst.tried).toBe(65_536);
      expect(worst).toMatchObject({
        error: expect.toSatisfy((e: number) => e <= BOUNDS.float32[name]),
      });
    });

  it('erf is within its bound of its double precision version', async () => {
    const count = 4096;
    const single = await applied('erf', 'float32', count, 1);
    const double = await applied('erf', 'float64', count, 1);
    for (let i = 0; i < count; i++) single.inputs[0]![i] = (i - count / 2) / 480;
    double.inputs[0]!.set(single.inputs[0]!);
    single.run();
    double.run();
    const errors = [...single.output].map((y, i) => errorInUnits(y, double.output[i]!, 'float32'));
    expect(Math.max(...errors)).toBeLessThanOrEqual(BOUNDS.float32.erf);
  });

  const PAIRS = {
    pow: (x: number, y: number) => x ** y,
    atan2: Math.atan2,
    mod: (x: number, y: number) => {
      const rest = x % y;
      return rest !== 0 && rest < 0 !== y < 0 ? Math.fround(rest + y) : rest;
    },
  };
  for (const [name, reference] of Object.entries(PAIRS))
    it(`${name} is within its bound over pairs of numbers of all sizes`, async () => {
      const count = NUMBERS.length ** 2;
      const { inputs, output, run } = await applied(
        name as keyof typeof PAIRS,
        'float32',
        count,
        2,
      );
      const [first, second] = inputs as [Float32Array, Float32Array];
      for (let i = 0; i < count; i++) {
        first[i] = NUMBERS[i % NUMBERS.length]!;
        second[i] = NUMBERS[Math.floor(i / NUMBERS.length)]!;
      }
      run();
      const errors = [...output].map((result, i) =>
        errorInUnits(result, reference(first[i]!, second[i]!), 'float32'),
      );
      expect(Math.max(...errors)).toBeLessThanOrEqual(BOUNDS.float32[name as keyof typeof PAIRS]);
    });
});
