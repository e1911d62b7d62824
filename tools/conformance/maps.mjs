// @ts-check
/** The maps that are swept compiled and eagerly, and the commands that sweep them. */

/**
 * @typedef {object} ComparedMap
 * @property {string} scenario
 * @property {readonly string[]} axes as `--axis` takes them
 * @property {number} steps fewer than the scenario's own where plain tfjs would take hours
 */

/**
 * The backend whose kernels sum in single precision, as compiled code does; `cpu` sums in double, and
 * where values leave single precision it sees another kind (inf for nan), or another step, first.
 */
export const reference = 'tensorflow';

/** @type {readonly ComparedMap[]} */
export const maps = [
  { scenario: 'tanh-mlp', axes: [], steps: 15 },
  {
    scenario: 'rnn-long-sequence',
    axes: ['seqLen=5', 'lr=1e-4:1e1:log', 'initScale=1e-1:1e2:log'],
    steps: 5,
  },
  { scenario: 'unscaled-features', axes: [], steps: 10 },
];

/**
 * The arguments of `brink` for one map and engine, the output apart.
 * @param {ComparedMap} map
 * @param {'wasm' | 'eager'} engine
 * @param {{ grid: number, steps?: number }} size `steps` for other than the map's own
 * @returns {readonly string[]}
 */
export function sweepArguments({ scenario, axes, steps }, engine, size) {
  return [
    ...['sweep', scenario, '--variant', 'broken'],
    ...axes.flatMap((axis) => ['--axis', axis]),
    ...['--grid', `${size.grid}x${size.grid}`, '--steps', String(size.steps ?? steps)],
    ...['--engine', engine],
    ...(engine === 'eager' ? ['--backend', reference] : []),
  ];
}
