/** What is compiled for `npm run exhaustive` is what tfjs computes: a sample of all numbers on both. */
import { describe, expect, test } from 'vitest';
import { evaluatorOf } from './evaluate.js';
import { idOf, partsOf, triedFunctions } from './functions.js';
import { rangesOf, sweepRange } from './sweep-range.js';

/** 33 numbers of each sign and exponent. */
const stride = 256_019;

/** Absolute errors: where a result passes 0 its parts cancel on either side; cpu's erf is a formula good to 1.5e-7. */
const absolute: Readonly<Record<string, number>> = {
  'maths/erf': 1.5e-7,
  'stable-ops/entr': 4e-7,
  'stable-ops/sinc': 4e-7,
};

function sample(): Float32Array {
  const patterns = Uint32Array.from({ length: 16_384 }, (_, i) => i * stride);
  return new Float32Array(patterns.buffer);
}

describe.each(triedFunctions.map((one) => [idOf(one), one] as const))('%s', (id, one) => {
  test('compiled gives what plain tfjs gives on cpu, at a sample of all numbers', async () => {
    const numbers = sample();
    const cpu = await evaluatorOf(one, 'cpu');
    cpu.numbers.set(numbers);
    const want = cpu.results();
    const compiled = await evaluatorOf(one, 'compiled');
    for (const part of partsOf(one)) {
      let compared = 0;
      for (let start = 0; start < numbers.length; start += compiled.numbers.length) {
        compiled.numbers.set(numbers.subarray(start, start + compiled.numbers.length));
        const got = compiled.results()[part]!;
        got.forEach((y, i) => {
          const exact = want[part]![start + i]!;
          // tfjs's cpu takes all exps of float64; 2^-126 is where float32 begins to lose digits.
          const allowed = 3e-6 * Math.abs(exact) + (absolute[id] ?? 0) + 2 ** -126 * 1e-5;
          const near = Object.is(y, exact) || y === exact || Math.abs(y - exact) <= allowed;
          if (!near)
            expect.fail(`${part} at ${numbers[start + i]}: compiled ${y}, on cpu ${exact}`);
          compared++;
        });
      }
      expect(compared).toBe(numbers.length);
    }
  });

  test('compiled is NaN or infinite exactly where the mathematical result is', async () => {
    const [range] = rangesOf(stride, 1);
    const verdicts = sweepRange(one, await evaluatorOf(one, 'compiled'), range!);
    for (const part of partsOf(one)) expect(verdicts[part], part).toMatchObject({ wrongKind: 0 });
  });
});
