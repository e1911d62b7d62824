// @ts-check
import { createTreeWithEmptyWorkspace } from '@nx/devkit/testing';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { exportName, withScenario } from './catalogue-table.mjs';
import generateScenario from './scenario.mjs';

const path = 'packages/scenarios/src/catalogue/index.ts';
const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const table = readFileSync(join(workspace, path), 'utf8');

function createTree() {
  const tree = createTreeWithEmptyWorkspace();
  tree.write(path, table);
  return tree;
}

describe('the generator of a scenario', () => {
  it('writes a folder with the scenario and its test, and adds one import and one line', async () => {
    const tree = createTree();
    await generateScenario(tree, { name: 'log-of-2-zeros', cause: 'operation' });
    const folder = 'packages/scenarios/src/catalogue/log-of-2-zeros';
    expect(tree.children(folder).sort()).toEqual(['log-of-2-zeros.test.ts', 'log-of-2-zeros.ts']);
    const scenario = tree.read(`${folder}/log-of-2-zeros.ts`, 'utf8') ?? '';
    expect(scenario).toContain(
      "export const logOf2Zeros = defineScenario({\n  name: 'log-of-2-zeros'",
    );
    expect(scenario).toContain("cause: 'operation'");
    const added = (tree.read(path, 'utf8') ?? '')
      .split('\n')
      .filter((line) => !table.split('\n').includes(line));
    expect(added).toEqual([
      "import { logOf2Zeros } from './log-of-2-zeros/log-of-2-zeros.js';",
      '  logOf2Zeros,',
    ]);
  });

  it('refuses a name that is taken or is not kebab-case, and changes nothing', async () => {
    const tree = createTree();
    tree.write('packages/scenarios/src/catalogue/tanh-mlp/tanh-mlp.ts', '');
    await expect(generateScenario(tree, { name: 'tanh-mlp', cause: 'data' })).rejects.toThrow(
      'is there already',
    );
    await expect(generateScenario(tree, { name: '../evil', cause: 'data' })).rejects.toThrow(
      "got '../evil'",
    );
    expect(tree.read(path, 'utf8')).toBe(table);
  });
});

describe('withScenario', () => {
  it.each(['data', 'operation', 'initialisation', 'dynamics', 'architecture'])(
    'puts the line at the end of the group of %s',
    (cause) => {
      const lines = withScenario(table, { name: 'a-b', cause }).split('\n');
      const next = lines.findIndex(
        (line, index) => index > lines.indexOf(`  // ${cause}`) && /^(\s*\/\/ |\];)/.test(line),
      );
      expect(lines[next - 1]).toBe(`  ${exportName('a-b')},`);
    },
  );

  it('says what is missing where the table has no such group', () => {
    expect(() => withScenario('import x;\n[];', { name: 'a', cause: 'luck' })).toThrow("'// luck'");
  });
});
