// @ts-check
/**
 * `nx g @brink/tools:scenario NAME --cause=CAUSE`: the folder of a scenario that already breaks and
 * is already cured, to be filled with one's own problem, and its line in the catalogue.
 */
import { formatFiles, generateFiles } from '@nx/devkit';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exportName, withScenario } from './catalogue-table.mjs';

const catalogue = 'packages/scenarios/src/catalogue';
const templates = join(dirname(fileURLToPath(import.meta.url)), 'files');

/**
 * @param {import('@nx/devkit').Tree} tree
 * @param {{name: string, cause: string}} options
 */
export default async function generateScenario(tree, { name, cause }) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new Error(
      `scenario: 'name' must be lower-case words joined by hyphens, got '${name}'; write for example exploding-rnn`,
    );
  if (tree.exists(`${catalogue}/${name}`))
    throw new Error(
      `scenario: '${catalogue}/${name}' is there already; take another name or edit that scenario`,
    );
  const table = tree.read(`${catalogue}/index.ts`, 'utf8') ?? '';
  tree.write(`${catalogue}/index.ts`, withScenario(table, { name, cause }));
  generateFiles(tree, templates, catalogue, { name, cause, exported: exportName(name) });
  await formatFiles(tree);
}
