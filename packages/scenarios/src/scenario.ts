/**
 * What a scenario is: a training problem as plain, typed data and three ordinary tfjs functions.
 */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';

/** A hyperparameter that changes a number in the program: it reaches `setup` and `loss` as a scalar tensor. */
export interface NumericAxis {
  readonly kind: 'numeric';
  readonly scale: 'linear' | 'log';
  readonly low: number;
  readonly high: number;
  /** The value where a sweep does not vary this axis. */
  readonly default: number;
  readonly description: string;
}

/** A hyperparameter that changes the program's shape: it arrives as a JavaScript number. */
export interface IntegerAxis {
  readonly kind: 'integer';
  /** The values that a sweep takes where the user names none, rising. */
  readonly values: readonly number[];
  readonly low: number;
  readonly high: number;
  readonly default: number;
  readonly description: string;
}

/** One of a few named alternatives that change the program. */
export interface ChoiceAxis<T extends string = string> {
  readonly kind: 'choice';
  readonly values: readonly T[];
  readonly default: T;
  readonly description: string;
}

export type Axis = NumericAxis | IntegerAxis | ChoiceAxis;
export type Axes = Readonly<Record<string, Axis>>;

type ValueOf<A extends Axis> = A extends NumericAxis
  ? Scalar
  : A extends ChoiceAxis<infer T>
    ? T
    : number;

/** What `setup`, `loss` and the hyperparameter functions receive: a scalar per numeric axis, a number or word per structural one. */
export type AxisValues<A extends Axes> = { readonly [K in keyof A]: ValueOf<A[K]> };

/** A plain value for each axis: what a cell is made of. */
export type AxisPoint = Readonly<Record<string, number | string>>;

export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Draws that depend on the seed alone, the same for every cell and on every backend. */
export interface Random {
  normal(shape: readonly number[]): Tensor;
  /** Uniform in [low, high). */
  uniform(shape: readonly number[], low: number, high: number): Tensor;
  /** Integers in [low, high), dtype int32. */
  integers(shape: readonly number[], low: number, high: number): Tensor;
  /** A [rows, columns] matrix with orthonormal rows or columns, whichever are fewer. */
  orthogonal(rows: number, columns: number): Tensor;
  /** One number in [0, 1), for choices in JavaScript. */
  number(): number;
}

/** What `setup` makes: the parameters that train, and the data, samples along the first dimension. */
export interface Problem<P extends NamedTensors, D extends NamedTensors> {
  readonly params: P;
  readonly data: D;
}

/** A number, the name of a numeric axis, or a function of the axes and the step (a scalar, 0 at the first). */
export type Hyperparameter<A extends Axes> =
  number | NumericAxisName<A> | ((axes: AxisValues<A>, step: Scalar) => Scalar);

export type NumericAxisName<A extends Axes> = {
  [K in keyof A & string]: Extract<A[K], NumericAxis> extends never ? never : K;
}[keyof A & string];

/** Rescales the gradients before the update so that their joint 2-norm is at most `globalNorm`, or clips each element. */
export interface GradientClipping<H> {
  readonly globalNorm?: H;
  readonly value?: H;
}

export interface SgdOptions<H> {
  readonly lr: H;
  /** The learning rate of certain parameters, by name, in place of `lr`. */
  readonly lrOf?: Readonly<Record<string, H>>;
  readonly clip?: GradientClipping<H>;
}
export interface MomentumOptions<H> extends SgdOptions<H> {
  readonly momentum: H;
  readonly nesterov?: boolean;
}
export interface AdamOptions<H> extends SgdOptions<H> {
  readonly beta1?: H;
  readonly beta2?: H;
  readonly epsilon?: H;
}
export interface RmspropOptions<H> extends SgdOptions<H> {
  readonly decay?: H;
  readonly momentum?: H;
  readonly epsilon?: H;
}

/** The update rules are those of tf.train, hyperparameters as axes allowed. */
export type Optimizer<A extends Axes> =
  | ({ readonly kind: 'sgd' } & SgdOptions<Hyperparameter<A>>)
  | ({ readonly kind: 'momentum' } & MomentumOptions<Hyperparameter<A>>)
  | ({ readonly kind: 'adam' } & AdamOptions<Hyperparameter<A>>)
  | ({ readonly kind: 'rmsprop' } & RmspropOptions<Hyperparameter<A>>);

/** Which samples each step sees: all, or `size` rows, one sequence for all cells. */
export type Batches =
  | { readonly kind: 'full' }
  | { readonly kind: 'minibatch'; readonly size: number; readonly replacement: boolean };

export interface SetupArguments<A extends Axes> {
  readonly rng: Random;
  readonly axes: AxisValues<A>;
}

export interface LossArguments<A extends Axes, P extends NamedTensors, D extends NamedTensors> {
  readonly params: P;
  readonly batch: D;
  readonly axes: AxisValues<A>;
}

/** The parts of a scenario that a variant may have otherwise. */
export interface Training<A extends Axes, P extends NamedTensors, D extends NamedTensors> {
  readonly setup: (given: SetupArguments<A>) => Problem<P, D>;
  readonly loss: (given: LossArguments<A, P, D>) => Scalar;
  readonly optimizer: Optimizer<A>;
  readonly batches: Batches;
  /** What the loss of a step is recorded on: the step's batch, or all data. */
  readonly recordedLoss: 'batch' | 'data';
}

/** A variant: what it is, and what it does otherwise than the scenario. */
export interface Variant<A extends Axes> extends Partial<Training<A, NamedTensors, NamedTensors>> {
  readonly description: string;
}

/**
 * What a scenario claims, to be checked by running it. An outcome is a word of @brink/sweep; the
 * ones that count as the failure are `bad`.
 */
export interface Evidence {
  /** A point where the broken variant fails: the axes that differ from their defaults. */
  readonly at: AxisPoint;
  /** What it comes to there. */
  readonly outcome: 'stalled' | 'diverged' | 'inf' | 'nan';
  /** Where the first non-finite value appears: `loss`, `gradient:NAME` or `parameter:NAME`. */
  readonly site?: string;
  /**
   * The rule of @brink/detectors that names the cause there: a rule of `blame` where the run ends in
   * Inf or NaN, one of the training rules where it stays finite.
   */
  readonly rule: string;
  /** Which outcomes of the default sweep are the failure. */
  readonly bad: readonly ('stalled' | 'diverged' | 'inf' | 'nan')[];
  /** For each variant that cures: at least which share of the bad cells it makes good, 0 to 1. */
  readonly cures: Readonly<Record<string, number>>;
}

export type Cause = 'data' | 'operation' | 'initialisation' | 'dynamics' | 'architecture';

/** A definition that `defineScenario` has checked and completed. */
export interface Scenario<A extends Axes = Axes> {
  readonly name: string;
  readonly title: string;
  readonly cause: Cause;
  /** One paragraph: what breaks and why, and what the cure does. */
  readonly explanation: string;
  readonly references: readonly string[];
  readonly axes: A;
  /** The axes that a sweep varies where the user names none. */
  readonly sweptByDefault: readonly string[];
  readonly steps: number;
  readonly precision: 'float32' | 'float64';
  /** What it claims; null where it claims nothing. */
  readonly evidence: Evidence | null;
  /** `broken`, and one or more fixes; checked against `axes` where they were written. */
  readonly variants: Readonly<Record<string, Variant<Axes>>>;
  /** What the variant trains: the scenario's own parts with the variant's in their place. */
  readonly trainings: Readonly<Record<string, Training<Axes, NamedTensors, NamedTensors>>>;
}
