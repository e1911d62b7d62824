/** What a definition must hold before anything is run; each refusal names the field and the repair. */
import { ScenarioError, type Refuse } from './errors.js';
import { checkAxis } from './validation-of-axes.js';
import type { Axes, Axis, Batches, Cause, Evidence, Optimizer } from './scenario.js';

/** A definition with its types forgotten: a user's file may be plain JavaScript. */
interface Untyped {
  readonly name: string;
  readonly title: string;
  readonly cause: Cause;
  readonly explanation: string;
  readonly references: readonly string[];
  readonly axes: Axes;
  readonly sweptByDefault: readonly string[];
  readonly steps: number;
  readonly precision?: string;
  readonly setup: unknown;
  readonly loss: unknown;
  readonly optimizer: unknown;
  readonly batches?: Batches;
  readonly recordedLoss?: string;
  readonly variants: Readonly<Record<string, UntypedVariant>>;
  readonly evidence?: Evidence;
}
type UntypedVariant = Partial<
  Pick<Untyped, 'setup' | 'loss' | 'optimizer' | 'batches' | 'recordedLoss'>
> & { readonly description: string };

const causes = ['data', 'operation', 'initialisation', 'dynamics', 'architecture'];
const kebabCase = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const identifier = /^[A-Za-z][A-Za-z0-9_]*$/;

/** The hyperparameters of each update rule: true where one must be given. */
const hyperparameters: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  sgd: { lr: true },
  momentum: { lr: true, momentum: true },
  adam: { lr: true, beta1: false, beta2: false, epsilon: false },
  rmsprop: { lr: true, decay: false, momentum: false, epsilon: false },
};

/** @throws ScenarioError at the first field that is wrong */
export function checkDefinition(definition: object): void {
  const given = definition as Untyped;
  const name = typeof given.name === 'string' ? given.name : null;
  const refuse: Refuse = (field, problem, received, repair) => {
    throw new ScenarioError(name, field, problem, received, repair);
  };
  checkDescription(given, refuse);
  checkAxes(given, refuse);
  if (!Number.isInteger(given.steps) || given.steps < 1)
    refuse('steps', 'must be a whole number of at least 1', given.steps, 'take for example 100');
  checkWord('precision', given.precision ?? 'float32', ['float32', 'float64'], refuse);
  checkFunction('setup', given.setup, refuse);
  checkFunction('loss', given.loss, refuse);
  checkTraining('', given, given.axes, refuse);
  checkOptimizer('optimizer', given.optimizer, given.axes, refuse);
  checkVariants(given, refuse);
  if (given.evidence !== undefined) checkEvidence(given, given.evidence, refuse);
}

function checkDescription(given: Untyped, refuse: Refuse): void {
  if (typeof given.name !== 'string' || !kebabCase.test(given.name))
    refuse(
      'name',
      'must be lower-case words joined by hyphens',
      given.name,
      "write for example 'exploding-rnn'",
    );
  checkText('title', given.title, refuse);
  checkWord('cause', given.cause, causes, refuse);
  checkText('explanation', given.explanation, refuse);
  if (!Array.isArray(given.references))
    refuse('references', 'must be a list', given.references, 'write [] where there are none');
  given.references.forEach((reference, index) => {
    checkText(`references.${index}`, reference, refuse);
  });
}

function checkAxes(given: Untyped, refuse: Refuse): void {
  if (!isRecord(given.axes) || Object.keys(given.axes).length === 0)
    refuse(
      'axes',
      'must have at least one axis',
      given.axes,
      "write for example { lr: log(1e-3, 1e3, { default: 0.1, description: 'learning rate' }) }",
    );
  for (const [axisName, axis] of Object.entries(given.axes)) {
    if (!identifier.test(axisName))
      refuse(
        `axes.${axisName}`,
        'must be named like a variable',
        axisName,
        'use letters and digits',
      );
    checkAxis(`axes.${axisName}`, axis, refuse);
  }
  checkSwept(given, refuse);
}

function checkSwept(given: Untyped, refuse: Refuse): void {
  const names = Object.keys(given.axes);
  if (!Array.isArray(given.sweptByDefault) || given.sweptByDefault.length === 0)
    refuse(
      'sweptByDefault',
      'must name at least one axis',
      given.sweptByDefault,
      `take one or two of ${names.join(', ')}`,
    );
  given.sweptByDefault.forEach((axisName, index) => {
    checkWord(`sweptByDefault.${index}`, axisName, names, refuse);
    if (given.sweptByDefault.indexOf(axisName) !== index)
      refuse(`sweptByDefault.${index}`, 'must not repeat an axis', axisName, 'name it once');
  });
}

function checkVariants(given: Untyped, refuse: Refuse): void {
  if (!isRecord(given.variants))
    refuse('variants', 'must be an object', given.variants, 'write { broken: ..., fixed: ... }');
  const names = Object.keys(given.variants);
  if (!names.includes('broken'))
    refuse('variants', "must have 'broken'", names, 'add the variant that breaks');
  if (names.length < 2)
    refuse('variants', 'must have a fix beside `broken`', names, "add for example 'fixed'");
  for (const [name, variant] of Object.entries(given.variants)) {
    const field = `variants.${name}`;
    if (!kebabCase.test(name))
      refuse(
        field,
        'must be lower-case words joined by hyphens',
        name,
        "write for example 'fixed'",
      );
    if (!isRecord(variant))
      refuse(field, 'must be an object', variant, 'write at least { description }');
    checkText(`${field}.description`, variant.description, refuse);
    if (variant.setup !== undefined) checkFunction(`${field}.setup`, variant.setup, refuse);
    if (variant.loss !== undefined) checkFunction(`${field}.loss`, variant.loss, refuse);
    checkTraining(`${field}.`, variant, given.axes, refuse);
  }
}

function checkEvidence(given: Untyped, evidence: Evidence, refuse: Refuse): void {
  const outcomes = ['stalled', 'diverged', 'inf', 'nan'];
  for (const axis of Object.keys(evidence.at))
    checkWord(`evidence.at.${axis}`, axis, Object.keys(given.axes), refuse);
  checkWord('evidence.outcome', evidence.outcome, outcomes, refuse);
  checkText('evidence.rule', evidence.rule, refuse);
  evidence.bad.forEach((outcome, index) => {
    checkWord(`evidence.bad.${index}`, outcome, outcomes, refuse);
  });
  const fixes = Object.keys(given.variants).filter((name) => name !== 'broken');
  for (const [variant, share] of Object.entries(evidence.cures)) {
    checkWord(`evidence.cures.${variant}`, variant, fixes, refuse);
    if (!(share > 0 && share <= 1))
      refuse(`evidence.cures.${variant}`, 'must be a share above 0, up to 1', share, 'measure it');
  }
  if (Object.keys(evidence.cures).length === 0)
    refuse('evidence.cures', 'must name a variant that cures', evidence.cures, 'measure one');
}

function checkTraining(
  prefix: string,
  given: Pick<Untyped, 'batches' | 'recordedLoss'> & { readonly optimizer?: unknown },
  axes: Axes,
  refuse: Refuse,
): void {
  if (given.optimizer !== undefined)
    checkOptimizer(`${prefix}optimizer`, given.optimizer, axes, refuse);
  checkWord(`${prefix}recordedLoss`, given.recordedLoss ?? 'batch', ['batch', 'data'], refuse);
  const batches = given.batches;
  if (batches === undefined) return;
  checkWord(`${prefix}batches.kind`, batches.kind, ['full', 'minibatch'], refuse);
  if (batches.kind === 'minibatch' && !(Number.isInteger(batches.size) && batches.size >= 1))
    refuse(
      `${prefix}batches.size`,
      'must be a whole number of at least 1',
      batches.size,
      'take for example 16',
    );
}

function checkOptimizer(field: string, given: unknown, axes: Axes, refuse: Refuse): void {
  if (!isRecord(given))
    refuse(field, 'must be an optimizer', given, "write for example sgd({ lr: 'lr' })");
  const optimizer = given as unknown as Optimizer<Axes>;
  checkWord(`${field}.kind`, optimizer.kind, Object.keys(hyperparameters), refuse);
  const options: Readonly<Record<string, unknown>> = { ...optimizer };
  for (const [option, needed] of Object.entries(hyperparameters[optimizer.kind]!)) {
    const value = options[option];
    if (value !== undefined || needed)
      checkHyperparameter(`${field}.${option}`, value, axes, refuse);
  }
  for (const [parameter, value] of Object.entries(optimizer.lrOf ?? {}))
    checkHyperparameter(`${field}.lrOf.${parameter}`, value, axes, refuse);
  for (const [kind, value] of Object.entries(optimizer.clip ?? {})) {
    checkWord(`${field}.clip`, kind, ['globalNorm', 'value'], refuse);
    checkHyperparameter(`${field}.clip.${kind}`, value, axes, refuse);
  }
}

function checkHyperparameter(field: string, value: unknown, axes: Axes, refuse: Refuse): void {
  if (typeof value === 'function' || (typeof value === 'number' && Number.isFinite(value))) return;
  const numeric = Object.keys(axes).filter((name) => (axes[name] as Axis).kind === 'numeric');
  if (typeof value === 'string' && numeric.includes(value)) return;
  refuse(
    field,
    'must be a finite number, the name of a numeric axis, or a function of the axes and the step',
    value,
    numeric.length > 0 ? `the numeric axes are ${numeric.join(', ')}` : 'write a number',
  );
}

function checkText(field: string, value: unknown, refuse: Refuse): void {
  if (typeof value !== 'string' || value.trim() === '')
    refuse(field, 'must be a text that is not empty', value, 'say it in a few words');
}

function checkWord(field: string, value: unknown, words: readonly string[], refuse: Refuse): void {
  if (typeof value !== 'string' || !words.includes(value))
    refuse(field, 'is not a word that is known here', value, `take one of ${words.join(', ')}`);
}

function checkFunction(field: string, value: unknown, refuse: Refuse): void {
  if (typeof value !== 'function')
    refuse(field, 'must be a function', value, `write ${field.split('.').pop()!}(given) { ... }`);
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
