/** Finds the scenario that a user names: one of the catalogue, or a file of their own. */
import { extname, isAbsolute, resolve, sep } from 'node:path';
import * as scenarios from '@brink/scenarios';
import { closest, distance } from 'fastest-levenshtein';
import { UsageError } from '../errors.js';
import { importUserFile, userFileExtensions } from './user-file.js';

function isScenarioFile(reference: string): boolean {
  return (
    userFileExtensions.has(extname(reference)) || reference.includes('/') || reference.includes(sep)
  );
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
  return exportedScenario(await importUserFile(path, 'scenario'), path);
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
