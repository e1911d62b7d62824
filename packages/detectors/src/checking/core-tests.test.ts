/**
 * tfjs-core ships the tests of its own operations. All that pass on a backend pass on it under the
 * checking backend too, one recording a test: results, gradients, memory and errors are the same.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nativeTensorflow } from '@brink/testing';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const here = fileURLToPath(new URL('../test-support/core-tests/', import.meta.url));

interface Outcome {
  readonly passed: readonly string[];
  readonly failed: readonly (readonly [name: string, message: string])[];
}

let folder: string;
let bundle: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'brink-core-tests-'));
  bundle = join(folder, 'tests.cjs');
  await build({
    entryPoints: [join(here, 'tests.js')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    // tfjs-core says of its tests that importing them does nothing.
    ignoreAnnotations: true,
    outfile: bundle,
  });
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = promisify(execFile);

async function run(
  backend: string,
  how: 'plain' | 'checking',
  only?: readonly string[],
): Promise<Outcome> {
  const result = join(folder, `${backend}-${how}.json`);
  await start(process.execPath, [join(here, 'run.mjs'), backend, how, bundle, result], {
    env: {
      ...process.env,
      TF_ENABLE_ONEDNN_OPTS: '0',
      ...(only === undefined ? {} : { BRINK_ONLY: JSON.stringify(only) }),
    },
  });
  return JSON.parse(readFileSync(result, 'utf8')) as Outcome;
}

/** The tests that pass without the checking backend only, and those that pass and fail without it. */
async function compare(backend: string) {
  const [plain, checking] = await Promise.all([run(backend, 'plain'), run(backend, 'checking')]);
  const passing = new Set(checking.passed);
  const lost = plain.passed.filter((name) => !passing.has(name));
  // Some draw without a seed and judge the frequencies: those get a second try.
  const again = lost.length === 0 ? [] : (await run(backend, 'checking', lost)).passed;
  const messages = new Map(checking.failed);
  return {
    lost: lost.filter((name) => !again.includes(name)).map((name) => [name, messages.get(name)]),
    passed: plain.passed.length,
    failing: plain.failed.map(([name]) => name),
  };
}

describe("tfjs-core's own tests under the checking backend", () => {
  it('pass over cpu, all that pass without it', async () => {
    const { lost, passed, failing } = await compare('cpu');
    expect(lost).toEqual([]);
    expect(failing).toEqual([]);
    expect(passed).toBeGreaterThan(4000);
  }, 1_200_000);

  it.skipIf(nativeTensorflow === undefined)(
    'pass over tensorflow, all that pass without it [needs native TensorFlow]',
    async ({ annotate }) => {
      const { lost, passed, failing } = await compare('tensorflow');
      expect(lost).toEqual([]);
      expect(passed).toBeGreaterThan(3700);
      // Kernels that it has not, NCHW, paddings by number, comparisons of words.
      await annotate(`tfjs-node fails these without us: ${failing.join('; ')}`);
    },
    1_200_000,
  );
});
