/** A sweep's options in a file: YAML, or JSON, which YAML includes. */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { SweepError } from '../errors.js';

/**
 * The options that a file holds, for `parseSpec`; options of the command line go over them.
 * @throws SweepError where the file cannot be read or is neither YAML nor JSON
 */
export async function readSpecFile(file: string): Promise<Readonly<Record<string, unknown>>> {
  const fail = (problem: string, error: unknown, repair: string): never => {
    const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error);
    throw new SweepError({ option: `spec '${file}'`, problem, received: reason, repair });
  };
  let text = '';
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    fail('cannot be read', error, 'give the path of a YAML or JSON file');
  }
  let value: unknown;
  try {
    // Numbers like 1e-3 are numbers and `no` is a word in the core schema of YAML 1.2.
    value = parse(text, { schema: 'core', version: '1.2' });
  } catch (error) {
    fail('is neither YAML nor JSON', error, 'see the README for an example');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    fail('must be a mapping of options', 'something else', 'see the README for an example');
  return value as Readonly<Record<string, unknown>>;
}
