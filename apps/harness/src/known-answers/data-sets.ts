/** Regressions of which everything is known: the features and the target, as the program sees them. */
import { createRandom, readTable, type TableName } from '@brink/scenarios';

export interface Regression {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
  /** Row by row; values of float32. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** Needs a tfjs backend. */
export function regressions(): readonly Regression[] {
  return [
    drawn('gaussian', () => 1),
    drawn('ill-conditioned', (column) => 10 ** -(column / 2)),
    recorded('iris'),
    recorded('wine'),
    standardised(recorded('wine')),
    recorded('digits'),
  ];
}

const [samples, features] = [64, 8];

/** Normal features, each column scaled, and a target that is linear in them but for noise of 0.1. */
function drawn(name: string, scaleOf: (column: number) => number): Regression {
  const rng = createRandom(1);
  const values = (shape: number[]) => {
    const tensor = rng.normal(shape);
    const read = tensor.dataSync<'float32'>().slice();
    tensor.dispose();
    return read;
  };
  const x = values([samples, features]).map((value, i) => value * scaleOf(i % features));
  const slopes = values([features]);
  const noise = values([samples]);
  const y = noise.map((value, row) =>
    slopes.reduce((sum, slope, column) => sum + slope * x[row * features + column]!, 0.1 * value),
  );
  return { name, rows: samples, columns: features, x, y };
}

/** The class as a number, from the columns as they were measured. */
function recorded(name: TableName): Regression {
  const { rows, columns, features: x, labels } = readTable(name);
  return { name, rows, columns, x, y: Float32Array.from(labels) };
}

function standardised({ name, rows, columns, x, y }: Regression): Regression {
  const statistics = Array.from({ length: columns }, (_, column) => {
    const values = Array.from({ length: rows }, (_, row) => x[row * columns + column]!);
    const mean = values.reduce((a, b) => a + b, 0) / rows;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
    return { mean, deviation: Math.sqrt(variance) };
  });
  return {
    ...{ name: `${name}, standardised`, rows, columns, y },
    x: x.map((value, i) => {
      const { mean, deviation } = statistics[i % columns]!;
      return (value - mean) / deviation;
    }),
  };
}

/** The Hessian of mean (x w - y)^2: 2 / rows x'x, [columns, columns]. */
export function hessianOf({ rows, columns, x }: Regression): Float64Array {
  const hessian = new Float64Array(columns * columns);
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < columns; i++)
      for (let j = 0; j < columns; j++)
        hessian[i * columns + j]! += (2 / rows) * x[row * columns + i]! * x[row * columns + j]!;
  return hessian;
}
