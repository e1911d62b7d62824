/** Columns of mean 0 and deviation 1, with the way back, and the figures to be saved beside the model. */
import { add, div, mul, sub, tensor1d, tidy, where, type Tensor } from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';

/** What is saved: a value per column. */
export interface StandardizerJson {
  readonly means: readonly number[];
  /** 0 for a constant column. */
  readonly deviations: readonly number[];
}

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
   * @throws DetectorsError for no rows, or a value that is not finite
   */
  static async fit(x: Tensor): Promise<Standardizer> {
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
  static fromJSON({ means, deviations }: StandardizerJson): Standardizer {
    const sound =
      Array.isArray(means) &&
      Array.isArray(deviations) &&
      means.length === deviations.length &&
      [...means, ...deviations].every(Number.isFinite);
    if (!sound)
      throw new DetectorsError(
        'Standardizer.fromJSON',
        'json',
        'is not of a Standardizer',
        'give what toJSON made: { means, deviations }, as many of each',
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
      const deviations = tensor1d([...this.deviations]);
      const varies = tensor1d(
        this.deviations.map((deviation) => deviation > 0),
        'bool',
      );
      const safe = tensor1d(this.deviations.map((deviation) => (deviation > 0 ? deviation : 1)));
      const scaled = div(sub(x, tensor1d([...this.means])), safe);
      // Not a product with 0: what is new in a column that was constant must not pass, nor a NaN be made.
      return where(varies, scaled, mul(deviations, 0)) as T;
    });
  }

  /** The way back: a column that was constant becomes its mean. @param x [..., columns] */
  inverse<T extends Tensor>(x: T): T {
    this.check('Standardizer.inverse', x);
    return tidy(
      () => add(mul(x, tensor1d([...this.deviations])), tensor1d([...this.means])) as unknown as T,
    );
  }

  private check(call: string, { shape }: Tensor): void {
    if (shape.at(-1) === this.means.length) return;
    throw new DetectorsError(
      call,
      'x',
      `has shape [${shape.join(', ')}], it was fitted on ${this.means.length} columns`,
      'give [..., columns] with as many',
    );
  }
}
