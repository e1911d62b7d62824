/** Sets the peers up by itself: JAX in a virtual environment, jax-js by npm, both in a cache folder. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativeTensorflow } from '@brink/testing';

const cache = process.env.BRINK_PEERS ?? join(tmpdir(), 'brink-peers');

/** Releases that are compared with; the versions that ran are in the result. */
const releases = { jax: '0.10.2', jaxJs: '0.1.25' };

/** Runs a command quietly; null where it succeeded, else the end of what it printed. */
function attempt(command: string, words: readonly string[], cwd?: string): string | null {
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    encoding: 'utf8',
    ...(cwd === undefined ? {} : { cwd }),
  });
  if (error !== undefined) return error.message;
  return status === 0 ? null : `${stdout}${stderr}`.trim().split('\n').slice(-2).join(' | ');
}

/** The Python that has JAX, or why there is none. */
export function setUpJax(): { python: string } | { missing: string } {
  const folder = join(cache, `jax-${releases.jax}`);
  const python = join(folder, 'bin', 'python');
  const done = join(folder, 'done');
  if (existsSync(done)) return { python };
  mkdirSync(cache, { recursive: true });
  const failed =
    attempt('python3', ['-m', 'venv', folder]) ??
    attempt(python, [
      '-m',
      'pip',
      'install',
      '-q',
      '--disable-pip-version-check',
      `jax==${releases.jax}`,
    ]);
  if (failed !== null) return { missing: `JAX could not be installed: ${failed}` };
  writeFileSync(done, '');
  return { python };
}

/** The folder whose node_modules has jax-js, or why there is none. */
export function setUpJaxJs(): { folder: string } | { missing: string } {
  const folder = join(cache, `jax-js-${releases.jaxJs}`);
  if (existsSync(join(folder, 'node_modules/@jax-js/jax/package.json'))) return { folder };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const failed = attempt(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `@jax-js/jax@${releases.jaxJs}`],
    folder,
  );
  return failed === null ? { folder } : { missing: `jax-js could not be installed: ${failed}` };
}

/** The staged tfjs-node, or why there is none. */
export const findTfjsNode = (): { folder: string } | { missing: string } =>
  nativeTensorflow === undefined
    ? { missing: 'native TensorFlow is not staged: npm run native' }
    : { folder: nativeTensorflow };
