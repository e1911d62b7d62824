/**
 * The format of a saved step: a directory with `step.json`, checked here, and `tensors.bin`, the
 * values one after the other, little-endian, each tensor at a multiple of 4 bytes.
 */
import * as v from 'valibot';
import { DetectorsError } from '../errors.js';

/** The version of the format that is written, and the newest that is read. */
export const stepVersion = 1;

export const fileNames = { manifest: 'step.json', tensors: 'tensors.bin' } as const;

/** A number that JSON has no word for is written as text. */
const Figure = v.union([v.number(), v.picklist(['NaN', 'Infinity', '-Infinity'])]);
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Fields that a later release of this version adds are let through. */
const Manifest = v.looseObject({
  format: v.literal('brink-step'),
  version: v.literal(stepVersion),
  /** The tfjs backend that the step ran on, and the release of tfjs. */
  backend: v.string(),
  tfjs: v.string(),
  /** What `watch` saw of the step. */
  event: v.looseObject({ step: Count, site: v.string(), nan: Count, infinite: Count, size: Count }),
  /** The names of the variables given to `minimize`, in order; null where none were given. */
  trained: v.nullable(v.array(v.string())),
  optimizer: v.looseObject({
    className: v.string(),
    config: v.record(v.string(), v.nullable(v.union([Figure, v.string(), v.boolean()]))),
    /** How many updates it had made; null for an optimizer that does not count. */
    iterations: v.nullable(Count),
  }),
  /** A tfjs-layers model: its topology, its loss where it has a name, its weights' variables in order. */
  model: v.nullable(
    v.looseObject({
      topology: v.record(v.string(), v.unknown()),
      loss: v.nullable(
        v.union([v.string(), v.array(v.string()), v.record(v.string(), v.string())]),
      ),
      weights: v.array(v.string()),
    }),
  ),
  tensors: v.array(
    v.looseObject({
      /** `optimizer`: its name is the property, with the index where that is a list. */
      group: v.picklist(['parameter', 'optimizer', 'batch']),
      name: v.string(),
      /** For a variable: whether it is trained by default. */
      trainable: v.boolean(),
      shape: v.array(Count),
      dtype: v.picklist(['float32', 'int32', 'bool']),
      /** In bytes, from the start of `tensors.bin`. */
      offset: v.pipe(Count, v.multipleOf(4)),
    }),
  ),
});

export type StepManifest = v.InferOutput<typeof Manifest>;
export type TensorEntry = StepManifest['tensors'][number];

/** @throws DetectorsError for text that is not a manifest, or of a newer version */
export function parseManifest(directory: string, text: string): StepManifest {
  const refuse = (what: string, repair: string) =>
    new DetectorsError('readStep', 'directory', `${what}, in '${directory}'`, repair);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(`has a damaged ${fileNames.manifest}: it is no JSON`, 'save the step again');
  }
  const version =
    typeof value === 'object' && value !== null && 'version' in value && value.version;
  if (typeof version === 'number' && version > stepVersion)
    throw refuse(
      `was written by a newer Brink (version ${version}, this one reads ${stepVersion})`,
      'update Brink to open it',
    );
  const { success, output, issues } = v.safeParse(Manifest, value);
  if (success) return output;
  const [first] = issues;
  const place = v.getDotPath(first) ?? 'the whole';
  throw refuse(
    `has a damaged ${fileNames.manifest}: ${place}: ${first.message}`,
    'save the step again',
  );
}
