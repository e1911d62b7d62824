// @ts-check
/**
 * Runs tfjs-core's own tests in this process.
 * Arguments: the backend, `checking` or `plain`, the bundle of the tests, the folder of the result.
 * BRINK_ONLY names the tests to run, as a JSON array.
 *
 * It writes `{ passed: string[], failed: [name, message][] }`.
 */
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadTfjsNode, nativeTensorflow } from '@brink/testing';
import { startRecording } from '../../../dist/checking/backend.js';

const [, , backend, how, bundle, result] = process.argv;
const require = createRequire(import.meta.url);
const quiet = () => undefined;
Object.assign(console, { log: quiet, warn: quiet, info: quiet, error: quiet });

if (backend === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
if (backend === 'tensorflow') loadTfjsNode(nativeTensorflow ?? '');

const jasmineRequire = require('jasmine-core/lib/jasmine-core/jasmine.js');
const jasmine = jasmineRequire.core(jasmineRequire);
const env = jasmine.getEnv({ suppressLoadErrors: true });
Object.assign(globalThis, jasmineRequire.interface(jasmine, env));
/** @type {Set<string> | null} */
const only =
  process.env.BRINK_ONLY === undefined ? null : new Set(JSON.parse(process.env.BRINK_ONLY));
env.configure({
  random: false,
  specFilter: (/** @type {{getFullName: () => string}} */ spec) =>
    only === null || only.has(spec.getFullName()),
});

require(bundle ?? '');

/** @type {ReturnType<typeof startRecording> | undefined} */
let recording;
if (how === 'checking') {
  // After the beforeAll of each suite, which makes the plain backend the active one.
  globalThis.beforeEach(() => {
    recording = startRecording('blame');
  });
  globalThis.afterEach(() => {
    recording?.restore();
    recording = undefined;
  });
}

/** @type {string[]} */
const passed = [];
/** @type {[string, string][]} */
const failed = [];
/** @type {Map<string, number>} */
const seen = new Map();
env.addReporter({
  specDone: (
    /** @type {{fullName: string, status: string, failedExpectations: {message: string}[]}} */ spec,
  ) => {
    const count = (seen.get(spec.fullName) ?? 0) + 1;
    seen.set(spec.fullName, count);
    const name = count === 1 ? spec.fullName : `${spec.fullName} (${count})`;
    if (spec.status === 'passed') passed.push(name);
    if (spec.status === 'failed') failed.push([name, spec.failedExpectations[0]?.message ?? '']);
  },
});
await env.execute();
writeFileSync(result ?? '', JSON.stringify({ passed, failed }));
process.exit();
