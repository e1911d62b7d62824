/**
 * Writes a failing step: the variables before it, the optimizer and what it keeps, the batch.
 * It is written before `save` returns, since the process may be about to end with an error.
 */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { engine, Tensor, version_core, type Optimizer, type Variable } from '@tensorflow/tfjs-core';
import { DetectorsError } from '../errors.js';
import type { Sighting } from '../watch/event.js';
import type { Snapshot } from '../watch/snapshot.js';
import { fileNames, stepVersion, type StepManifest, type TensorEntry } from './manifest.js';
import { optimizerVariables } from './optimizer-state.js';
import { Packing, type Values } from './values.js';

/** The part of a tfjs-layers model that is saved. */
export interface SavableModel {
  readonly toJSON: (unused?: unknown, returnString?: boolean) => unknown;
  readonly loss: unknown;
  readonly weights: readonly { readonly name: string; readonly read: () => Tensor }[];
}

export interface SaveOptions {
  /** The tensors that the step was given, by name; `watchCallback` knows them. */
  readonly batch?: Readonly<Record<string, Tensor>>;
  /** The tfjs-layers model that the loss is of; `watchCallback` knows it. */
  readonly model?: SavableModel;
}

/** The state before a failing step, as `onEvent` gets it. */
export interface StepSnapshot {
  /**
   * Writes `step.json` and `tensors.bin`, for `brink explain-step`.
   *
   * @param directory made where it is not there; a step that it holds is replaced
   * @throws DetectorsError where it cannot be written, after `onEvent` has ended, or for a batch with words in it
   */
  readonly save: (directory: string, options?: SaveOptions) => void;
}

/** What `watch` knows of the step. */
export interface FailedStep {
  readonly snapshot: Snapshot;
  readonly optimizer: Optimizer;
  readonly iterations: number | undefined;
  readonly trained: readonly string[] | null;
  readonly event: Sighting;
}

export function saveStep(failed: FailedStep, directory: string, options: SaveOptions): void {
  const { optimizer, iterations, trained, event, snapshot } = failed;
  const packing = new Packing();
  const tensors: TensorEntry[] = [];
  const add = (group: TensorEntry['group'], name: string, trainable: boolean, value: Tensor) => {
    const { shape, dtype } = value;
    if (dtype === 'string' || dtype === 'complex64')
      throw new DetectorsError(
        'save',
        'batch',
        `has '${name}' of dtype ${dtype}`,
        'give float32, int32 or bool',
      );
    const offset = packing.add(value.dataSync() as Values);
    tensors.push({
      group,
      name,
      trainable,
      shape: [...shape],
      dtype: dtype as TensorEntry['dtype'],
      offset,
    });
  };
  const kept = [...optimizerVariables(optimizer)];
  const own = new Set(kept.map(([, variable]) => variable.name));
  for (const { name, trainable, value } of snapshot.values())
    // What tfjs numbers and does not train belongs to another optimizer.
    if (!own.has(name) && (trainable || !/^\d+$/.test(name)))
      add('parameter', name, trainable, value);
  for (const [name, variable] of kept) {
    // A slot that the step itself made is made again when it is replayed.
    const value = snapshot.valueOf(variable.name);
    if (value !== undefined) add('optimizer', name, false, value);
  }
  for (const [name, value] of Object.entries(options.batch ?? {})) {
    if (!(value instanceof Tensor) || value.isDisposed)
      throw new DetectorsError(
        'save',
        'batch',
        `has '${name}', which is no tensor`,
        'give tensors',
      );
    add('batch', name, false, value);
  }
  const { step, site, nan, infinite, size } = event;
  const manifest: StepManifest = {
    format: 'brink-step',
    version: stepVersion,
    backend: engine().backendName,
    tfjs: version_core,
    event: { step, site, nan, infinite, size },
    trained: trained === null ? null : [...trained],
    optimizer: {
      className: optimizer.getClassName(),
      config: optimizer.getConfig() as StepManifest['optimizer']['config'],
      iterations: iterations ?? null,
    },
    model: options.model === undefined ? null : modelEntry(options.model),
    tensors,
  };
  write(directory, manifest, packing.bytes());
}

/** A loss that is a function cannot be written; who replays the step gives it again. */
function modelEntry(model: SavableModel): StepManifest['model'] {
  return {
    topology: model.toJSON(null, false) as Record<string, unknown>,
    loss: isNamed(model.loss) ? model.loss : null,
    weights: model.weights.map((weight) => (weight.read() as Variable).name),
  };
}

type NamedLoss = string | string[] | Record<string, string>;

const isNamed = (loss: unknown): loss is NamedLoss =>
  typeof loss === 'string' ||
  (typeof loss === 'object' &&
    loss !== null &&
    Object.values(loss).every((one) => typeof one === 'string'));

function write(directory: string, manifest: StepManifest, bytes: Uint8Array): void {
  try {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, fileNames.tensors), bytes);
    const file = join(directory, fileNames.manifest);
    writeFileSync(`${file}.part`, `${JSON.stringify(manifest, wordsForNonFinite, 2)}\n`);
    renameSync(`${file}.part`, file);
  } catch (error) {
    throw new DetectorsError(
      'save',
      'directory',
      `cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      'give another directory',
    );
  }
}

/** JSON has no NaN and no Infinity. */
const wordsForNonFinite = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
