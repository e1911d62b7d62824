/**
 * Finds the scenario that a user names: one of the catalogue, or a file of their own.
 *
 * A file is transpiled by jiti, so TypeScript works in every Node that Brink supports; its lines
 * stay where they are, so that messages name the user's own. It shares this process's tfjs and
 * Brink packages, wherever it lies: a second tfjs-core would not be harmful, but slow to load.
 */
import { existsSync, statSync } from 'node:fs';
import { extname, isAbsolute, resolve, sep } from 'node:path';
import * as detectors from '@brink/detectors';
import * as scenarios from '@brink/scenarios';
import * as stableOps from '@brink/stable-ops';
import * as tfLayers from '@tensorflow/tfjs-layers';
import * as tf from '@tensorflow/tfjs-core';
import { closest, distance } from 'fastest-levenshtein';
import { createJiti } from 'jiti';
import { UsageError, messageOf } from '../errors.js';

const extensions = new Set(['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs']);

const shared = {
  '@brink/detectors': detectors,
  '@brink/scenarios': scenarios,
  '@brink/stable-ops': stableOps,
  '@tensorflow/tfjs-core': tf,
  '@tensorflow/tfjs-layers': tfLayers,
};

function isScenarioFile(reference: string): boolean {
  return extensions.has(extname(reference)) || reference.includes('/') || reference.includes(sep);
}

/** A reference that means the same in any directory: files become absolute paths. */
export function absoluteReference(reference: string): string {
  return isScenarioFile(reference) && !isAbsolute(reference) ? resolve(reference) : reference;
}

function unknownScenario(name: string): UsageError {
  const names = scenarios.catalogue.map((scenario) => scenario.name);
  const near = names.filter((known) => distance(known, name) <= Math.max(2, name.length / 3));
  const best = near.length > 0 ? near : names.length > 0 ? [closest(name, names)] : [];
  return new UsageError(
    `no scenario is called '${name}'; did you mean ${best.join(' or ')}? ` +
      '`brink list scenarios` names all, and a path such as ./my-scenario.ts takes your own',
  );
}

/** The scenario a module exports: by default, or as its only one. */
function exportedScenario(module: unknown, path: string): scenarios.Scenario {
  const exported = typeof module === 'object' && module !== null ? module : {};
  const named = Object.entries(exported);
  const byDefault = named.find(([name]) => name === 'default');
  const candidates = byDefault !== undefined && isScenario(byDefault[1]) ? [byDefault] : named;
  const found = [...new Set(candidates.map(([, value]) => value).filter(isScenario))];
  const [first] = found;
  if (first === undefined)
    throw new UsageError(
      `${path} exports no scenario; write \`export default defineScenario({ ... })\``,
    );
  if (found.length > 1)
    throw new UsageError(
      `${path} exports ${found.length} scenarios; make one of them the default export`,
    );
  return first;
}

function isScenario(value: unknown): value is scenarios.Scenario {
  if (typeof value !== 'object' || value === null) return false;
  return 'name' in value && 'axes' in value && 'trainings' in value && 'variants' in value;
}

async function loadFile(path: string): Promise<scenarios.Scenario> {
  if (!existsSync(path) || !statSync(path).isFile())
    throw new UsageError(`there is no scenario file ${path}; check the path`);
  if (!extensions.has(extname(path)))
    throw new UsageError(
      `${path} is no scenario file; it must end in ${[...extensions].join(', ')}`,
    );
  const jiti = createJiti(import.meta.url, { fsCache: false, virtualModules: shared });
  let module: unknown;
  try {
    module = await jiti.import(path);
  } catch (error) {
    const missing = /Cannot find (?:module|package) '(@tensorflow\/[^']+)'/.exec(messageOf(error));
    const repair =
      missing === null
        ? ''
        : `; import from '@tensorflow/tfjs-core', which Brink brings, or install ${missing[1]} beside the file`;
    throw new UsageError(`${path} cannot be loaded: ${messageOf(error)}${repair}`, {
      cause: error,
    });
  }
  return exportedScenario(module, path);
}

const loaded = new Map<string, Promise<scenarios.Scenario>>();

/**
 * @param reference a name of the catalogue, or the path of a file
 * @throws UsageError where there is none, or the file does not load
 */
export function loadScenario(reference: string): Promise<scenarios.Scenario> {
  const key = absoluteReference(reference);
  let scenario = loaded.get(key);
  if (scenario === undefined) {
    scenario = isScenarioFile(key) ? loadFile(key) : findCatalogued(key);
    loaded.set(key, scenario);
  }
  return scenario;
}

function findCatalogued(name: string): Promise<scenarios.Scenario> {
  const found = scenarios.catalogue.find((scenario) => scenario.name === name);
  return found === undefined ? Promise.reject(unknownScenario(name)) : Promise.resolve(found);
}
