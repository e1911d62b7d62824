/**
 * `defineScenario`: checks a definition and completes it. Properties are best written in the order
 * of `Definition`: the types of `loss` follow from `axes` and `setup` above it.
 */
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { ScenarioError } from './errors.js';
import type {
  Axes,
  Batches,
  Cause,
  Evidence,
  LossArguments,
  NamedTensors,
  Optimizer,
  Problem,
  Scenario,
  SetupArguments,
  Training,
  Variant,
} from './scenario.js';
import { checkDefinition } from './validation.js';

/** The same names, of any rank: what a variant's own `setup` makes and its own `loss` receives. */
type Like<T extends NamedTensors> = { readonly [K in keyof T]: Tensor };

/** What a variant does otherwise than the scenario. */
export interface VariantDefinition<A extends Axes, P extends NamedTensors, D extends NamedTensors> {
  /** What this variant is, in a few words. */
  readonly description: string;
  readonly setup?: (given: SetupArguments<A>) => Problem<Like<P>, Like<D>>;
  readonly loss?: (given: LossArguments<A, Like<P>, Like<D>>) => Scalar;
  readonly optimizer?: Optimizer<NoInfer<A>>;
  readonly batches?: Batches;
  readonly recordedLoss?: 'batch' | 'data';
}

/** What a scenario's author writes. */
export interface Definition<
  A extends Axes,
  P extends NamedTensors,
  D extends NamedTensors,
  V extends string,
> {
  /** Lower-case words joined by hyphens. */
  readonly name: string;
  readonly title: string;
  readonly cause: Cause;
  /** One paragraph: what breaks and why, and what the cure does. */
  readonly explanation: string;
  /** Addresses or citations. */
  readonly references: readonly string[];
  /** The hyperparameters: see `linear`, `log`, `integer`, `choice`. */
  readonly axes: A;
  /** The axes that a sweep varies where the user names none: one or two. */
  readonly sweptByDefault: readonly (keyof NoInfer<A> & string)[];
  /** How many updates a run makes where the user does not say. */
  readonly steps: number;
  /** `float32` where not given, which is what tfjs computes in. */
  readonly precision?: 'float32' | 'float64';
  /** Makes the parameters that train and the data, samples along the first dimension. */
  readonly setup: (given: SetupArguments<A>) => Problem<P, D>;
  /** The loss of a batch, a scalar, in ordinary tfjs operations. */
  readonly loss: (given: LossArguments<A, NoInfer<P>, NoInfer<D>>) => Scalar;
  readonly optimizer: Optimizer<NoInfer<A>>;
  /** All samples where not given. */
  readonly batches?: Batches;
  /** What the loss of a step is recorded on: the step's `batch` where not given, or all `data`. */
  readonly recordedLoss?: 'batch' | 'data';
  /** `broken`, and one or more fixes. */
  readonly variants: Readonly<Record<V | 'broken', VariantDefinition<A, NoInfer<P>, NoInfer<D>>>>;
  /** What it claims, to be checked by running it; needed in the catalogue. */
  readonly evidence?: Evidence;
}

/**
 * Known by its description across copies of this package: the scenario file of a user may import
 * another copy than the one that runs it.
 */
const brand = Symbol.for('@brink/scenarios/scenario');

/** @throws ScenarioError that names the field, what it was and the repair */
export function defineScenario<
  const A extends Axes,
  P extends NamedTensors,
  D extends NamedTensors,
  V extends string,
>(definition: Definition<A, P, D, V>): Scenario<A> {
  checkDefinition(definition);
  const {
    setup,
    loss,
    optimizer,
    batches = { kind: 'full' },
    recordedLoss = 'batch',
    precision = 'float32',
    evidence = null,
    ...described
  } = definition;
  const own = { setup, loss, optimizer, batches, recordedLoss };
  const variants = definition.variants as unknown as Record<string, Variant<Axes>>;
  const trainings = Object.fromEntries(
    Object.entries(variants).map(([name, variant]) => [name, trainingOf(own, variant)]),
  );
  const scenario = { ...described, precision, evidence, variants, trainings };
  Object.defineProperty(scenario, brand, { value: true });
  return Object.freeze(scenario);
}

function trainingOf(
  own: object,
  variant: Variant<Axes>,
): Training<Axes, NamedTensors, NamedTensors> {
  const otherwise: Partial<Variant<Axes>> = { ...variant };
  delete (otherwise as { description?: string }).description;
  return { ...own, ...otherwise } as Training<Axes, NamedTensors, NamedTensors>;
}

/**
 * The value as a scenario, where `defineScenario` made it (of this copy of the package or another).
 * @throws ScenarioError where it is anything else; `origin` says where the value came from
 */
export function assertScenario(value: unknown, origin: string): Scenario {
  if (typeof value === 'object' && value !== null && brand in value)
    return value as unknown as Scenario;
  throw new ScenarioError(
    null,
    origin,
    'must be a scenario',
    value,
    'write `export default defineScenario({ ... })`, with defineScenario from @brink/scenarios',
  );
}
