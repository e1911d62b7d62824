import { expect, test } from 'vitest';
import { lineFit } from '../test-support/line-fit.js';
import { compileTraining } from './compile.js';
import { loadProgram } from './load-program.js';

test('a program sums the losses of each lane up by itself, in double precision', async () => {
  const steps = 30;
  const program = loadProgram(await compileTraining(lineFit(steps)));
  const [kept, lost, still] = program.run([
    [0.05, 1],
    [1e30, 1],
    [0, 1],
  ]);
  const losses = program.losses(0);
  const first = losses[0]!;
  const sum = (values: Float64Array): number => values.reduce((total, v) => total + v, 0);
  expect(kept).toMatchObject({
    steps,
    initialLoss: first,
    finalLoss: losses[steps - 1],
    leastLoss: Math.min(...losses),
    endLoss: sum(losses.slice(-20)) / 20,
    measure: -sum(losses.map((loss) => loss / first)),
  });
  // The steps that a lane did not come to count as 1e6, whatever its neighbours left there.
  expect(lost).toMatchObject({
    steps: 2,
    initialLoss: first,
    finalLoss: Infinity,
    leastLoss: first,
    endLoss: NaN,
  });
  expect(lost!.measure).toBeCloseTo(1 + 29e-6, 12);
  expect(still).toMatchObject({
    initialLoss: first,
    leastLoss: first,
    endLoss: first,
    measure: 30,
  });
});
