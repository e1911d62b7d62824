// @ts-check
/**
 * Each package as its users get it: packed, installed alone in an empty project from its tarball,
 * and the first example of its README run there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const workspace = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * @typedef {{name: string, version: string, private?: boolean, dependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string>, peerDependenciesMeta?: Record<string, {optional?: boolean}>}} Manifest
 */

/** @type {{folder: string, manifest: Manifest}[]} */
const packages = ['packages', 'apps']
  .flatMap((group) =>
    readdirSync(join(workspace, group)).map((name) => join(workspace, group, name)),
  )
  .filter((folder) => existsSync(join(folder, 'package.json')))
  .map((folder) => ({
    folder,
    manifest: JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  }))
  .filter(({ manifest }) => manifest.private !== true);

/** @type {string} */
let folder;
/** @type {Map<string, string>} */
const tarballs = new Map();

/**
 * @param {string} program
 * @param {string[]} words
 * @param {string} cwd
 */
function run(program, words, cwd) {
  const { status, stdout, stderr } = spawnSync(program, words, { cwd, encoding: 'utf8' });
  expect(status, `${program} ${words.join(' ')}\n${stdout}\n${stderr}`).toBe(0);
  return stdout;
}

/**
 * The tarballs that a package needs: its own and those of the workspace packages it depends on.
 * @param {Manifest} manifest
 * @returns {string[]}
 */
function closureOf(manifest) {
  const needed = packages.filter(
    ({ manifest: { name } }) => manifest.dependencies?.[name] !== undefined,
  );
  return [
    ...new Set([
      tarballs.get(manifest.name) ?? '',
      ...needed.flatMap(({ manifest: of }) => closureOf(of)),
    ]),
  ];
}

/** @param {string} readme */
const exampleOf = (readme) => /```(?:ts|js)\n([\s\S]*?)```/.exec(readme)?.[1];

/**
 * A new project with nothing but the package, its peers, and `example.js`, the first example of its README.
 * @param {string} from the folder of the package
 * @param {Manifest} manifest
 * @param {string} release of tfjs; peers are the person's own
 * @returns {string} its folder
 */
function installed(from, manifest, release) {
  const project = mkdtempSync(join(folder, 'project-'));
  writeFileSync(join(project, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const example = exampleOf(readFileSync(join(from, 'README.md'), 'utf8'));
  expect(example, `${manifest.name}: the README has no example`).toBeDefined();
  const peers = Object.keys(manifest.peerDependencies ?? {})
    .filter((peer) => manifest.peerDependenciesMeta?.[peer]?.optional !== true)
    .concat(
      [.../(?:from|import) '(@tensorflow\/[\w-]+)'/g[Symbol.matchAll](example ?? '')].map(
        ([, found]) => found ?? '',
      ),
    );
  const words = [...new Set(peers)].map((peer) => `${peer}@${release}`);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  run('npm', ['install', ...options, ...closureOf(manifest), ...words], project);
  const { outputText } = ts.transpileModule(example ?? '', {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  writeFileSync(join(project, 'example.js'), outputText);
  return project;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'brink-packages-'));
  for (const { folder: from, manifest } of packages) {
    const [packed] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], from));
    tarballs.set(manifest.name, join(folder, packed.filename));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const native = join(
  process.env.BRINK_NATIVE ?? join(workspace, '.native'),
  'cpu',
  'node_modules',
  '@tensorflow',
  'tfjs-node',
);

describe.each(packages.map(({ folder: from, manifest }) => [manifest.name, from, manifest]))(
  'the package %s',
  (name, from, manifest) => {
    it('packs what it builds, with types, and no tests', () => {
      const files = run('tar', ['-tzf', tarballs.get(name) ?? ''], folder).split('\n');
      expect(files).toContain('package/README.md');
      expect(files).toContain('package/dist/index.js');
      expect(files).toContain('package/dist/index.d.ts');
      expect(files.filter((file) => /\.test\.|test-support/.test(file))).toEqual([]);
    });

    it('installs alone from its tarball, and the example of its README runs there', () => {
      const project = installed(from, manifest, '4.22.0');
      run(process.execPath, ['example.js'], project);
    });
  },
);

describe.each(packages.filter(({ manifest: { name } }) => name === '@brink/detectors'))(
  'the package $manifest.name',
  ({ folder: from, manifest }) => {
    const told = /^Inf made by Log in the forward pass, at [\w-]+\.js:\d+:/m;

    it('prints what its README shows next to the oldest tfjs that it allows', () => {
      const oldest = />=([\d.]+)/.exec(
        manifest.peerDependencies?.['@tensorflow/tfjs-core'] ?? '',
      )?.[1];
      const project = installed(from, manifest, oldest ?? '');
      const core = join(project, 'node_modules', '@tensorflow', 'tfjs-core', 'package.json');
      expect(JSON.parse(readFileSync(core, 'utf8')).version).toBe(oldest);
      expect(run(process.execPath, ['example.js'], project)).toMatch(told);
    });

    it.skipIf(!existsSync(native))(
      'prints on the backend tensorflow what its README shows [needs native TensorFlow]',
      () => {
        const project = installed(from, manifest, '4.22.0');
        const example = readFileSync(join(project, 'example.js'), 'utf8');
        // The staged tfjs-node comes first; a user imports it in the place of tfjs.
        writeFileSync(
          join(project, 'native.js'),
          `import { createRequire } from 'node:module';
import util from 'node:util';
// tfjs-node 4.22 calls what Node 23 removed.
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;
createRequire(import.meta.url)(${JSON.stringify(native)});
`,
        );
        writeFileSync(
          join(project, 'on-tensorflow.js'),
          `${example}\nconsole.log(tf.getBackend());\n`,
        );
        const printed = run(
          process.execPath,
          ['--import', './native.js', 'on-tensorflow.js'],
          project,
        );
        expect(printed).toMatch(told);
        expect(printed).toContain('the sigmoid is saturated');
        expect(printed.trimEnd().split('\n').at(-1)).toBe('tensorflow');
      },
    );
  },
);
