// @ts-check
/**
 * `npm run accuracy [-- --seed N --torch SPEC --without torch --page FILE.md]`: how accurate the stable
 * operations are beside tfjs, TensorFlow and PyTorch. Makes a Python environment in a temporary
 * folder (or takes that of BRINK_ACCURACY_PYTHON), computes the references there, measures in Node,
 * and writes docs/accuracy.md.
 *
 * TensorFlow and PyTorch are large (230 and up to 600 MB) and may not install: the page then says so.
 * PyTorch's usual wheel for Linux does not load without CUDA's libraries; `--torch torch==2.13.0+cpu`
 * names one that does, where pip is told where to find it.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const workspace = join(here, '..', '..');

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '20260101' },
    torch: { type: 'string', default: 'torch' },
    without: { type: 'string', multiple: true, default: [] },
    page: { type: 'string', default: join(workspace, 'docs', 'accuracy.md') },
  },
});
if (!/^\d{1,9}$/.test(values.seed)) {
  console.error(`accuracy: --seed must be a whole number, got '${values.seed}'; try 20260101`);
  process.exit(2);
}

/** The command as the page names it: what decides its numbers. */
function commandText() {
  const options = [
    ...(values.torch === 'torch' ? [] : [`--torch ${values.torch}`]),
    ...values.without.map((name) => `--without ${name}`),
  ];
  return ['npm run accuracy', ...(options.length > 0 ? ['--', ...options] : [])].join(' ');
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(command, args) {
  const env = { TF_CPP_MIN_LOG_LEVEL: '3', ...process.env };
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', cwd: workspace, env });
  if (error !== undefined) console.error(`accuracy: ${command} does not run: ${error.message}`);
  return status === 0;
}

/**
 * The Python of a fresh environment with what can be installed.
 * @param {string} folder
 */
function makeEnvironment(folder) {
  const python = join(folder, 'venv', 'bin', 'python');
  const install = (/** @type {string[]} */ ...args) =>
    run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...args]);
  if (!run('python3', ['-m', 'venv', join(folder, 'venv')])) return undefined;
  if (!values.without.includes('tensorflow') && !install('tensorflow-cpu'))
    console.error('accuracy: tensorflow-cpu cannot be installed; goes on without it');
  // Without its dependencies, which are CUDA's on Linux; these few it imports.
  const imports = ['sympy', 'networkx', 'jinja2', 'fsspec', 'filelock', 'typing-extensions'];
  if (
    !values.without.includes('torch') &&
    !(install(...imports) && install('--no-deps', values.torch))
  )
    console.error('accuracy: torch cannot be installed; goes on without it');
  return install('-r', join(here, 'requirements.txt')) ? python : undefined;
}

const folder = mkdtempSync(join(tmpdir(), 'brink-accuracy-'));
try {
  const python = process.env['BRINK_ACCURACY_PYTHON'] ?? makeEnvironment(folder);
  const references = join(folder, 'references.json');
  const native = join(workspace, '.native', 'cpu', 'node_modules', '@tensorflow', 'tfjs-node');
  const compare = join(workspace, 'packages', 'stable-ops', 'dist', 'accuracy', 'compare.js');
  const done =
    python !== undefined &&
    run(python, ['-B', join(here, 'references.py'), values.seed, references]) &&
    run(process.execPath, [
      compare,
      references,
      '--page',
      values.page,
      '--command',
      commandText(),
      ...(existsSync(native) ? ['--native', native] : []),
    ]) &&
    run('npx', ['prettier', '--log-level', 'warn', '--write', values.page]);
  process.exitCode = done ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
