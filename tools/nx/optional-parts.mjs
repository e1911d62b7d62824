// @ts-check
/**
 * Prints which Node runs and which optional parts of the tests are on this machine. Nx takes it into
 * the key of a test's cached result: one where native TensorFlow was missing is not one where it is there.
 */
import { existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const addons = ['@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'];

/** @param {string} folder @returns {string[]} the folder, and all that it lies in */
const upwards = (folder) =>
  dirname(folder) === folder ? [folder] : [folder, ...upwards(dirname(folder))];

/** What `npm run native` staged here or above, by its place and age. */
const staged = upwards(process.cwd()).flatMap((folder) =>
  ['cpu', 'gpu'].flatMap((kind) =>
    addons
      .map((addon) => join(folder, '.native', kind, 'node_modules', addon, 'package.json'))
      .filter(existsSync)
      .map((file) => `${file} ${statSync(file).mtimeMs}`),
  ),
);
const require = createRequire(join(process.cwd(), 'here.cjs'));
const installed = addons.filter((addon) => {
  try {
    return require.resolve(`${addon}/package.json`) !== '';
  } catch {
    return false;
  }
});
const chromium = process.env['BRINK_CHROMIUM'] ?? '/usr/bin/chromium';
const drivers = ['/proc/driver/nvidia/version', '/dev/nvidiactl'].filter(existsSync);

console.log(
  JSON.stringify({
    node: process.version,
    staged,
    installed,
    chromium: existsSync(chromium),
    drivers,
  }),
);
