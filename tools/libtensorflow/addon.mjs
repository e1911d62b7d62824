// @ts-check
/** The npm side: tfjs-node without its install script, its addon built against the staged library. */
import { existsSync } from 'node:fs';
import { copyFile, link, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { NativeError } from './options.mjs';
import { run } from './sources.mjs';

/** @param {boolean} gpu */
export const packageName = (gpu) => (gpu ? '@tensorflow/tfjs-node-gpu' : '@tensorflow/tfjs-node');

const addonVersion = '4.22.0';

/**
 * Installs tfjs-node into `folder` with scripts off, and returns its own folder.
 * @param {string} folder
 * @param {boolean} gpu
 */
export async function installPackage(folder, gpu) {
  await mkdir(folder, { recursive: true });
  const manifest = {
    private: true,
    description: 'The native TensorFlow of this workspace, made by `npm run native`',
    dependencies: {
      [packageName(gpu)]: addonVersion,
      'node-api-headers': '1.5.0',
      'node-gyp': '^11.0.0',
    },
  };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, 2));
  await run(
    'npm',
    [
      'install',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--no-workspaces',
      '--loglevel=error',
    ],
    { cwd: folder },
  );
  return join(folder, 'node_modules', packageName(gpu));
}

/**
 * Gives the library the names that the addon links and loads: `libtensorflow.so.2`, and the same
 * file under the name that it calls itself.
 * @param {string} deps the folder that holds lib and include
 */
export async function nameLibraries(deps) {
  const lib = join(deps, 'lib');
  const alias = async (/** @type {string} */ from, /** @type {string} */ to) => {
    if (!existsSync(join(lib, from)) || existsSync(join(lib, to))) return;
    await link(join(lib, from), join(lib, to)).catch(() =>
      copyFile(join(lib, from), join(lib, to)),
    );
  };
  await alias('libtensorflow_cc.so.2', 'libtensorflow.so.2');
  for (const name of ['libtensorflow', 'libtensorflow_framework'])
    await alias(`${name}.so.2`, `${name}.so`);
  if (!existsSync(join(lib, 'libtensorflow.so.2')))
    throw new NativeError(
      `the package holds no libtensorflow, only ${(await readdir(lib).catch(() => [])).join(', ')}`,
    );
}

/**
 * Builds the addon. The Node-API headers come from npm: the usual way would download them.
 * @param {string} folder the folder of the package of tfjs-node
 * @param {string} root the folder whose node_modules holds it
 */
export async function buildAddon(folder, root) {
  const headers = join(root, 'node_modules', 'node-api-headers', 'include');
  const gyp = join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const product = join(folder, 'lib', 'napi-v8');
  await mkdir(product, { recursive: true });
  // node-gyp wants a tree with include/node; node-api-headers has the four headers that an addon on Node-API needs.
  const nodeTree = join(root, 'node-tree');
  await mkdir(join(nodeTree, 'include', 'node'), { recursive: true });
  for (const name of await readdir(headers)) {
    if (name.endsWith('.h'))
      await copyFile(join(headers, name), join(nodeTree, 'include', 'node', name));
  }
  const gypi = join(nodeTree, 'include', 'node', 'config.gypi');
  const common = join(nodeTree, 'include', 'node', 'common.gypi');
  await writeFile(
    gypi,
    JSON.stringify({ target_defaults: {}, variables: process.config.variables }),
  );
  await writeFile(common, commonGypi);
  await run(
    process.execPath,
    [
      gyp,
      'rebuild',
      `--nodedir=${nodeTree}`,
      '--module=' + join(product, 'tfjs_binding.node'),
      '--module_name=tfjs_binding',
      '--module_path=' + product,
      '--napi_version=8',
      '--napi_build_version=8',
      '--loglevel=error',
    ],
    { cwd: folder },
  );
  if (!existsSync(join(product, 'tfjs_binding.node')))
    throw new NativeError(`the build left no addon in ${dirname(product)}`);
}

/** What gyp includes in every addon: position-independent C++17, optimised. */
const commonGypi = JSON.stringify({
  target_defaults: {
    default_configuration: 'Release',
    configurations: { Release: { cflags: ['-O2'] } },
    cflags: ['-fPIC'],
    cflags_cc: ['-std=gnu++17', '-w'],
    ldflags: ['-rdynamic'],
  },
});
