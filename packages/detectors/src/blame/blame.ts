/**
 * `blame`: runs one training step under the checking backend and says which operation made the
 * first NaN or Inf.
 */
import { engine, Tensor, type Variable } from '@tensorflow/tfjs-core';
import { startRecording, type Recording } from '../checking/backend.js';
import type { Value } from '../checking/operation.js';
import { isOptimizerSlot } from '../checking/optimizer-slot.js';
import { diagnose } from '../causes/diagnose.js';
import { DetectorsError } from '../errors.js';
import { isFinite } from '../health.js';
import type { Allowed } from './allow.js';
import { blamedOperation, cascadeOf, findOrigin, originReport } from './origin.js';
import type { BadResult, BlameReport } from './report.js';

export interface BlameOptions {
  /** Non-finite values that are meant, by operation, by line or by value. */
  readonly allow?: readonly Allowed[];
}

/** What a step may return: its loss, several tensors, or nothing. */
export type StepResult =
  | Tensor
  | null
  | undefined
  | void
  | readonly StepResult[]
  | { readonly [name: string]: StepResult | Variable };

/**
 * Runs `step` once, with the same results, memory and gradients as without, and reports.
 *
 * The step may be any code that runs tfjs operations: `() => optimizer.minimize(loss, true)`,
 * `() => model.trainOnBatch(x, y)`. Its result is checked, and so are all variables that exist when
 * it ends. Costs the download of every intermediate value: for one step, not for a whole training.
 *
 * @throws DetectorsError when called inside another blamed step. An error of the step itself is in
 * the report where something was not finite before it, and thrown again where all was finite.
 */
export async function blame(
  step: () => Promise<StepResult | number | readonly number[]> | StepResult,
  options: BlameOptions = {},
): Promise<BlameReport> {
  const recording = startRecording('blame');
  let result: StepResult | number | readonly number[];
  let thrown: unknown;
  try {
    result = await step();
  } catch (error) {
    thrown = error;
  } finally {
    recording.restore();
  }
  return conclude(recording, result, thrown, options);
}

/** The same for a step that returns no promise. @throws as {@link blame} */
export function blameSync(step: () => StepResult, options: BlameOptions = {}): BlameReport {
  return blameFrom(undefined, step, options);
}

/**
 * The same, for a step that is run where no line of the user is on the stack.
 *
 * @param place the line to name then
 */
export function blameFrom(
  place: string | undefined,
  step: () => StepResult,
  options: BlameOptions,
): BlameReport {
  const recording = startRecording('blameSync');
  let result: StepResult;
  let thrown: unknown;
  try {
    result = step();
  } catch (error) {
    thrown = error;
  } finally {
    recording.restore();
  }
  if (result instanceof Promise)
    throw new DetectorsError('blameSync', 'step', 'returned a promise', 'use `await blame(step)`');
  return conclude(recording, result, thrown, options, place);
}

function conclude(
  recording: Recording,
  result: StepResult | number | readonly number[],
  thrown: unknown,
  { allow = [] }: BlameOptions,
  place?: string,
): BlameReport {
  const badResults: BadResult[] = [];
  const badValues: Value[] = [];
  const found = (site: string, value: Value) => {
    if (isFinite(value.health) || badValues.includes(value)) return;
    if (!badResults.some((one) => one.site === site))
      badResults.push({ site, health: value.health });
    badValues.push(value);
  };
  const judge = (site: string, tensor: Tensor) => {
    if (tensor.isDisposed || tensor.dtype === 'string' || tensor.dtype === 'complex64') return;
    found(site, recording.valueOf(tensor));
  };
  for (const [site, tensor] of tensorsOf(result, '')) judge(site, tensor);
  // A step may keep its loss to itself, or give it as a number.
  for (const loss of recording.losses) found('loss', loss);
  const variables = Object.values(engine().state.registeredVariables);
  for (const variable of variables.filter((one) => !isOptimizerSlot(one)))
    judge(`parameter:${variable.name}`, variable);
  for (const variable of variables.filter(isOptimizerSlot))
    judge(`slot:${variable.name}`, variable);

  const { origin, followers, hidden } = findOrigin(recording.operations, allow, badValues);
  if (thrown !== undefined && origin === undefined) throw thrown as Error;
  const startedAt = recording.startedAt ?? place;
  const reported = origin === undefined ? null : originReport(origin, allow, startedAt);
  return {
    finite: origin === undefined && badResults.length === 0,
    origin: reported,
    diagnosis: reported === null ? null : diagnose(reported, recording.operations),
    cascade: cascadeOf(followers),
    badResults,
    hidden: hidden.map(blamedOperation),
    operations: recording.operations.length,
    error: thrown === undefined ? null : thrown instanceof Error ? thrown.message : String(thrown),
  };
}

/** The tensors of a step's result: one alone is the loss. */
function* tensorsOf(
  result: StepResult | Variable | number | readonly number[],
  path: string,
): Generator<[string, Tensor]> {
  if (result === null || result === undefined || typeof result !== 'object') return;
  if (result instanceof Tensor) {
    yield [path === '' ? 'loss' : `result:${path}`, result];
    return;
  }
  for (const [name, value] of Object.entries(result))
    yield* tensorsOf(value as StepResult, path === '' ? name : `${path}.${name}`);
}
