/** A step that `snapshot.save` wrote, run again under blame. */
import { resolve } from 'node:path';
import {
  blame,
  readStep,
  reportText,
  restoreStep,
  type BlameReport,
  type RestoredStep,
  type SavedStep,
} from '@brink/detectors';
import type * as tf from '@tensorflow/tfjs-core';
import { models, type LayersModel } from '@tensorflow/tfjs-layers';
import { backendNames, type BackendName } from '../backends/backend.js';
import { limitTensorflowThreads } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { messageOf, UsageError } from '../errors.js';
import { importUserFile } from '../scenario/user-file.js';

export interface ExplainStepOptions {
  readonly directory: string;
  /** The file that exports the loss; undefined where the saved model is enough. */
  readonly step: string | undefined;
  /** Undefined: the one that the step ran on. */
  readonly backend: string | undefined;
}

export interface StepStory {
  readonly directory: string;
  /** What `watch` saw when it was saved. */
  readonly event: SavedStep['manifest']['event'];
  readonly savedOn: string;
  readonly backend: BackendName;
  readonly blame: BlameReport;
  /** The same as a person reads it. */
  readonly blameText: string;
}

/** What the function `loss` of the user's file is given. */
interface GivenToLoss {
  /** The saved batch, by name. */
  readonly batch: RestoredStep['batch'];
  /** The parameters, by name, with their values before the step. */
  readonly variables: RestoredStep['variables'];
  /** The saved tfjs-layers model with its weights; undefined where none was saved. */
  readonly model: LayersModel | undefined;
}

type Loss = (given: GivenToLoss) => tf.Scalar;

/** @throws UsageError or DetectorsError where the step cannot be run again */
export async function explainStep(options: ExplainStepOptions): Promise<StepStory> {
  const saved = readStep(options.directory);
  const backend = backendOf(
    options.backend ?? saved.manifest.backend,
    options.backend !== undefined,
  );
  if (backend === 'tensorflow') limitTensorflowThreads();
  await useBackend(backend);
  const file = options.step === undefined ? undefined : resolve(options.step);
  // First: it may make the variables, and register the classes of the model.
  const exported = file === undefined ? {} : await importUserFile(file, 'step');
  const loss = lossOf(exported);
  const model = await modelOf(saved);
  const restored = restoreStep(
    saved,
    model === undefined
      ? {}
      : { modelWeights: model.weights.map((weight) => weight.read() as tf.Variable) },
  );
  const run = stepOf(saved, restored, { loss, model, file });
  const report = await blame(run);
  return {
    directory: options.directory,
    event: saved.manifest.event,
    savedOn: saved.manifest.backend,
    backend,
    blame: report,
    blameText: reportText(report),
  };
}

/** A step that was saved where Brink has no backend of that name, a browser, runs on `cpu`. */
function backendOf(name: string, asked: boolean): BackendName {
  const known = backendNames.find((one) => one === name);
  if (known === undefined && asked)
    throw new UsageError(`--backend is ${name}; give one of ${backendNames.join(', ')}`);
  return known ?? 'cpu';
}

function lossOf(exported: unknown): Loss | undefined {
  const named = exported as { loss?: unknown; default?: { loss?: unknown } } | null | undefined;
  const loss = named?.loss ?? named?.default?.loss;
  return typeof loss === 'function' ? (loss as Loss) : undefined;
}

async function modelOf({ manifest }: SavedStep): Promise<LayersModel | undefined> {
  if (manifest.model === null) return undefined;
  try {
    return await models.modelFromJSON({
      modelTopology: manifest.model.topology as tf.io.ModelJSON['modelTopology'],
    });
  } catch (error) {
    throw new UsageError(
      `the saved model cannot be built again: ${messageOf(error)}; where it has layers of your own, ` +
        'give the file that registers them: --step ./train.js',
      { cause: error },
    );
  }
}

const contract =
  'a file that exports the loss: --step ./train.js, with `export function loss({ batch, variables, model })`';

function stepOf(
  { manifest }: SavedStep,
  { batch, variables, trained, optimizer }: RestoredStep,
  {
    loss,
    model,
    file,
  }: { loss: Loss | undefined; model: LayersModel | undefined; file: string | undefined },
): () => tf.Tensor | null {
  if (loss !== undefined)
    return () => optimizer.minimize(() => loss({ batch, variables, model }), true, trained);
  if (model === undefined)
    throw new UsageError(
      file === undefined
        ? `the step is of a custom loop, whose code is yours; give ${contract}`
        : `${file} exports no function named loss; give ${contract}`,
    );
  const named = manifest.model?.loss ?? null;
  if (named === null)
    throw new UsageError(`the model's loss is a function, which cannot be saved; give ${contract}`);
  const given = Object.values(batch);
  if (given.length < model.inputs.length + model.outputs.length)
    throw new UsageError(
      `the step holds ${given.length} tensors of its batch, the model takes ${model.inputs.length} and as targets ${model.outputs.length}; ` +
        'save it from watchCallback, or give save the batch: inputs first, then targets',
    );
  model.compile({ optimizer, loss: named });
  // A sequential model trains through a model inside it. The function takes weights of samples too,
  // which trainOnBatch does not.
  const outside = model as unknown as { model?: Trained } & Trained;
  const train = (outside.model ?? outside).makeTrainFunction();
  return () => train(given)[0] ?? null;
}

/** What is protected in a LayersModel. */
interface Trained {
  makeTrainFunction: () => (data: readonly tf.Tensor[]) => readonly tf.Scalar[];
}
