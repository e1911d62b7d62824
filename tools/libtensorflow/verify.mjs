// @ts-check
/** Runs one operation in a fresh process: the only proof that the addon works. */
import { spawnSync } from 'node:child_process';
import { NativeError } from './options.mjs';

const program = (/** @type {string} */ name) => `
const util = require('node:util');
for (const [key, test] of Object.entries({
  isNullOrUndefined: (x) => x === null || x === undefined, isArray: Array.isArray,
})) util[key] = test;
const tf = require(${JSON.stringify(name)});
const product = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[5, 6], [7, 8]])).dataSync();
console.log(JSON.stringify({ backend: tf.getBackend(), product: [...product], tensorflow: tf.backend().binding.TF_Version }));
`;

/**
 * @param {string} folder where node_modules lies
 * @param {string} name the package
 * @returns {string} the version of TensorFlow that answered
 */
export function verify(folder, name) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program(name)], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: '2' },
  });
  if (status !== 0) throw new NativeError(`the addon was built but does not run:\n${stderr}`);
  const found = JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
  if (found.backend !== 'tensorflow' || String(found.product) !== '19,22,43,50')
    throw new NativeError(`the addon was built but a product of matrices is wrong: ${stdout}`);
  return found.tensorflow;
}
