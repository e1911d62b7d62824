// @ts-check
/** The maps that are swept compiled and eagerly, and the commands that sweep them. */

/**
 * @typedef {object} ComparedMap
 * @property {string} scenario
 * @property {readonly string[]} axes as `--axis` takes them
 * @property {number} steps fewer than the scenario's own where plain tfjs would take hours
 * @property {'cpu' | 'tensorflow'} backend whichever is faster for this training
 */

/** @type {readonly ComparedMap[]} */
export const maps = [
  { scenario: 'tanh-mlp', axes: [], steps: 15, backend: 'tensorflow' },
  {
    scenario: 'rnn-long-sequence',
    axes: ['seqLen=5', 'lr=1e-4:1e1:log', 'initScale=1e-1:1e2:log'],
    steps: 10,
    backend: 'cpu',
  },
  { scenario: 'unscaled-features', axes: [], steps: 10, backend: 'tensorflow' },
];

/**
 * The arguments of `brink` for one map and engine, the output apart.
 * @param {ComparedMap} map
 * @param {'wasm' | 'eager'} engine
 * @param {{ grid: number, steps?: number }} size `steps` for other than the map's own
 * @returns {readonly string[]}
 */
export function sweepArguments({ scenario, axes, steps, backend }, engine, size) {
  return [
    ...['sweep', scenario, '--variant', 'broken'],
    ...axes.flatMap((axis) => ['--axis', axis]),
    ...['--grid', `${size.grid}x${size.grid}`, '--steps', String(size.steps ?? steps)],
    ...['--engine', engine],
    ...(engine === 'eager' ? ['--backend', backend] : []),
  ];
}
