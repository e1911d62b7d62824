/** Reads what `save` wrote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DetectorsError } from '../errors.js';
import { fileNames, parseManifest, type StepManifest, type TensorEntry } from './manifest.js';
import { valuesAt, type Values } from './values.js';

export interface SavedTensor extends Pick<
  TensorEntry,
  'group' | 'name' | 'trainable' | 'shape' | 'dtype'
> {
  readonly values: Values;
}

/** A saved step. */
export interface SavedStep {
  readonly directory: string;
  /** What `step.json` says. */
  readonly manifest: StepManifest;
  readonly tensors: readonly SavedTensor[];
}

/**
 * @param directory as given to `snapshot.save`
 * @throws DetectorsError where there is no step, one of a newer version, or a damaged one
 */
export function readStep(directory: string): SavedStep {
  const manifest = parseManifest(
    directory,
    contents(directory, fileNames.manifest).toString('utf8'),
  );
  const bytes = contents(directory, fileNames.tensors);
  return {
    directory,
    manifest,
    tensors: manifest.tensors.map((entry) => {
      const values = valuesAt(bytes, entry);
      if (values === null)
        throw new DetectorsError(
          'readStep',
          'directory',
          `has a ${fileNames.tensors} of ${bytes.length} bytes, which ends before '${entry.name}' does, in '${directory}'`,
          'save the step again',
        );
      const { group, name, trainable, shape, dtype } = entry;
      return { group, name, trainable, shape, dtype, values };
    }),
  };
}

function contents(directory: string, file: string): Buffer {
  try {
    return readFileSync(join(directory, file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new DetectorsError(
      'readStep',
      'directory',
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `holds no ${file}, got '${directory}'`
        : `cannot be read: ${message}`,
      'give the directory that snapshot.save wrote',
    );
  }
}
