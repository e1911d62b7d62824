// @ts-check
/**
 * The Nx plugin that gives every project its targets from the files it has, so that no project
 * copies them:
 *
 * - `build`     where there is a tsconfig.lib.json: `tsc` into `dist`
 * - `typecheck` where there is a tsconfig.json: sources and tests, nothing written
 * - `lint`      everywhere
 * - `test`      where there is a vitest.config.mjs: the counts go to test-results.json
 *
 * A project that needs more (bundling, files to copy) says so under `nx.targets` in its package.json.
 */
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @param {string} root the project's folder, relative to the workspace
 * @param {string} workspaceRoot
 */
function targetsOf(root, workspaceRoot) {
  const has = (/** @type {string} */ file) => existsSync(join(workspaceRoot, root, file));
  const target = (
    /** @type {string} */ command,
    /** @type {import('@nx/devkit').TargetConfiguration} */ rest,
  ) => ({ executor: 'nx:run-commands', options: { command, cwd: root }, cache: true, ...rest });
  /** @type {Record<string, import('@nx/devkit').TargetConfiguration>} */
  const targets = {
    lint: target('eslint . --max-warnings 0 --no-error-on-unmatched-pattern', {
      inputs: ['default', '^production'],
    }),
  };
  if (has('tsconfig.lib.json'))
    targets.build = target('tsc -p tsconfig.lib.json', {
      dependsOn: ['^build'],
      inputs: ['production', '^production'],
      outputs: ['{projectRoot}/dist'],
    });
  if (has('tsconfig.json'))
    targets.typecheck = target('tsc -p tsconfig.json --noEmit', {
      dependsOn: ['^build'],
      inputs: ['default', '^production'],
    });
  if (has('vitest.config.mjs'))
    targets.test = target('vitest run', {
      dependsOn: ['build', '^build'],
      inputs: ['tested', '^production'],
      outputs: ['{projectRoot}/test-results.json'],
    });
  return targets;
}

/** @type {import('@nx/devkit').CreateNodesV2} */
export const createNodesV2 = [
  '{packages/*,apps/*,tools,benchmarks}/package.json',
  (files, _options, context) =>
    files.map((file) => {
      const root = dirname(file);
      return [
        file,
        { projects: { [root]: { root, targets: targetsOf(root, context.workspaceRoot) } } },
      ];
    }),
];
