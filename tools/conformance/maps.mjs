// @ts-check
/** The maps that are swept compiled and on every backend of plain tfjs, and the commands that sweep them. */

/**
 * @typedef {object} ComparedMap
 * @property {string} scenario
 * @property {readonly string[]} axes as `--axis` takes them
 * @property {number} steps fewer than the scenario's own, which plain tfjs would take hours for
 */

/** @type {readonly ComparedMap[]} */
export const maps = [
  { scenario: 'tanh-mlp', axes: [], steps: 20 },
  {
    scenario: 'rnn-long-sequence',
    axes: ['seqLen=5', 'lr=1e-4:1e1:log', 'initScale=1e-1:1e2:log'],
    steps: 10,
  },
  { scenario: 'unscaled-features', axes: [], steps: 10 },
];

/**
 * @typedef {object} Way one way to run cells
 * @property {string} name
 * @property {readonly string[]} options of `brink sweep`
 * @property {Readonly<Record<string, string>>} environment
 */

/** @type {Way} */
export const compiled = { name: 'compiled', options: ['--engine', 'wasm'], environment: {} };

/** @param {string} backend @returns {readonly string[]} */
const on = (backend) => ['--engine', 'eager', '--backend', backend];

/**
 * TensorFlow held to instructions that have no fused multiply-add (on x86), so that a product is rounded
 * before it is added: the one backend that rounds every operation to single precision, as compiled code
 * does, and loses no NaN.
 * @type {Way}
 */
export const reference = {
  name: 'tensorflow, no FMA',
  options: on('tensorflow'),
  environment: { ONEDNN_MAX_CPU_ISA: 'AVX' },
};

/** @type {readonly Way[]} */
export const ways = [
  compiled,
  reference,
  { name: 'tensorflow', options: on('tensorflow'), environment: {} },
  { name: 'wasm', options: on('wasm'), environment: {} },
  { name: 'cpu', options: on('cpu'), environment: {} },
];

/**
 * The options of `brink sweep` for one map, threads and output apart.
 * @param {ComparedMap} map
 * @param {Way} way
 * @param {number} grid
 * @returns {readonly string[]}
 */
export function sweepOptions({ scenario, axes, steps }, way, grid) {
  return [
    ...[scenario, '--variant', 'broken'],
    ...axes.flatMap((axis) => ['--axis', axis]),
    ...['--grid', `${grid}x${grid}`, '--steps', String(steps)],
    ...way.options,
  ];
}

/** As a person would type it. @param {readonly string[]} options @param {Way} way */
export function commandText(options, { environment }) {
  const variables = Object.entries(environment).map(([name, value]) => `${name}=${value} `);
  return `${variables.join('')}brink sweep ${options.join(' ')}`;
}
