/** Columns of mean 0 and deviation 1, with the way back, and the figures to be saved beside the model. */
import { add, div, mul, sub, Tensor, tensor1d, tidy, where, zeros } from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';
import { greatestFloat32 } from './summary.js';

/** What is saved: a value per column. */
export interface StandardizerJson {
  readonly means: readonly number[];
  /** 0 for a constant column. */
  readonly deviations: readonly number[];
}

/** What a small column is multiplied by at most, and what may then be divided by. */
const largestUnit = 2 ** 126;
const leastDivisor = 2 ** -126;

/** Fitted on training data, used on all. A constant column becomes 0, not NaN. */
export class Standardizer {
  private constructor(
    readonly means: readonly number[],
    readonly deviations: readonly number[],
  ) {}

  /**
   * Mean and deviation per column, in float64 and two passes.
   *
   * @param x [..., columns], finite
   * @throws DetectorsError for no tensor of numbers, one of rank 1, no rows, or a value that is not finite
   */
  static async fit(x: Tensor): Promise<Standardizer> {
    checkNumbers('Standardizer.fit', x);
    if (x.shape.length === 1)
      throw new DetectorsError(
        'Standardizer.fit',
        'x',
        `has rank 1, its shape is [${x.shape.join(', ')}]: one row, in which nothing varies`,
        'give a tensor of [rows, columns]; for one column x.reshape([-1, 1])',
      );
    const width = x.shape.at(-1) ?? 1;
    const values = await x.data();
    const rows = values.length / width;
    if (x.shape.length === 0 || values.length === 0)
      throw new DetectorsError(
        'Standardizer.fit',
        'x',
        `has no rows, its shape is [${x.shape.join(', ')}]`,
        'give a tensor of [rows, columns]',
      );
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0)
      throw new DetectorsError(
        'Standardizer.fit',
        'x',
        `holds ${values[bad]} in row ${Math.floor(bad / width)}, column ${bad % width}`,
        'fill or drop missing values first; inspect(x) lists them',
      );
    const over = (measure: (value: number, column: number) => number): number[] => {
      const sums = new Array<number>(width).fill(0);
      values.forEach((value, at) => {
        sums[at % width]! += measure(value, at % width);
      });
      return sums.map((total) => total / rows);
    };
    const means = over((value) => value);
    const deviations = over((value, column) => (value - means[column]!) ** 2).map(Math.sqrt);
    // A mean of equal values can differ from them in the last bit: that is no deviation.
    const real = deviations.map((deviation, column) =>
      deviation > Math.abs(means[column]!) * 1e-12 ? deviation : 0,
    );
    return new Standardizer(means, real);
  }

  /** What {@link toJSON} made. @throws DetectorsError where it is something else */
  static fromJSON(json: StandardizerJson): Standardizer {
    const { means, deviations } = (json ?? {}) as Partial<StandardizerJson>;
    const isFloat32 = (value: number) =>
      Number.isFinite(value) && Math.abs(value) <= greatestFloat32;
    const sound =
      Array.isArray(means) &&
      Array.isArray(deviations) &&
      means.length > 0 &&
      means.length === deviations.length &&
      means.every(isFloat32) &&
      deviations.every(
        (deviation: number) =>
          deviation === 0 || (isFloat32(deviation) && deviation * largestUnit > leastDivisor),
      );
    if (!sound)
      throw new DetectorsError(
        'Standardizer.fromJSON',
        'json',
        `is not of a Standardizer, got ${(JSON.stringify(json) ?? 'undefined').slice(0, 80)}`,
        'give what toJSON made: { means, deviations }, as many of each, finite, no deviation below 0',
      );
    return new Standardizer(means as number[], deviations as number[]);
  }

  toJSON(): StandardizerJson {
    return { means: this.means, deviations: this.deviations };
  }

  /** @param x [..., columns]; @returns the same shape */
  transform<T extends Tensor>(x: T): T {
    this.check('Standardizer.transform', x);
    return tidy(() => {
      const { unit, high, low, deviation } = this.figures();
      const varies = tensor1d(
        this.deviations.map((real) => real > 0),
        'bool',
      );
      const scaled = div(sub(sub(mul(x, unit), high), low), deviation);
      // Not a product with 0: what is new in a column that was constant must not pass, nor a NaN be made.
      return where(varies, scaled, zeros([this.means.length])) as T;
    });
  }

  /** The way back: a column that was constant becomes its mean. @param x [..., columns] */
  inverse<T extends Tensor>(x: T): T {
    this.check('Standardizer.inverse', x);
    return tidy(() => {
      const { unit, high, low, deviation } = this.figures();
      const varies = tensor1d(this.deviations.map((real) => Number(real > 0)));
      return div(add(add(mul(mul(x, varies), deviation), low), high), unit) as unknown as T;
    });
  }

  /**
   * The figures in a unit that makes each deviation about 1, so that a column near the ends of float32 neither
   * overflows nor divides by a subnormal, which some backends take for 0. The unit is a power of two: exact. The mean
   * is a sum of two, for float32 rounds it: off by more than a deviation where that is small.
   */
  private figures(): { unit: Tensor; high: Tensor; low: Tensor; deviation: Tensor } {
    const units = this.deviations.map((real, column) => {
      const size = real > 0 ? real : Math.abs(this.means[column]!);
      return size > 0 ? 2 ** -Math.min(Math.max(Math.round(Math.log2(size)), -126), 126) : 1;
    });
    const means = this.means.map((mean, column) => mean * units[column]!);
    return {
      unit: tensor1d(units),
      high: tensor1d(means),
      low: tensor1d(means.map((mean) => mean - Math.fround(mean))),
      deviation: tensor1d(
        this.deviations.map((real, column) => (real > 0 ? real * units[column]! : 1)),
      ),
    };
  }

  private check(call: string, x: Tensor): void {
    checkNumbers(call, x);
    if (x.shape.at(-1) === this.means.length) return;
    throw new DetectorsError(
      call,
      'x',
      `has shape [${x.shape.join(', ')}], it was fitted on ${this.means.length} columns`,
      'give [..., columns] with as many',
    );
  }
}

function checkNumbers(call: string, x: Tensor): void {
  const received = !((x as unknown) instanceof Tensor)
    ? `is no tensor, got ${x === null ? 'null' : Array.isArray(x) ? 'an array' : typeof x}`
    : x.dtype === 'string' || x.dtype === 'complex64'
      ? `is of dtype ${x.dtype}`
      : null;
  if (received !== null)
    throw new DetectorsError(call, 'x', received, 'give numbers as a tensor: tf.tensor2d(rows)');
}
