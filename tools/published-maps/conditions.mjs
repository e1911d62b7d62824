// @ts-check
/** The six published conditions, and the window of each in which its boundary fills the picture. */

/** @typedef {{ scenario: string, text: string, window: Record<string, string> }} Condition */

const layers = (/** @type {string} */ inputLr, /** @type {string} */ outputLr) => ({
  inputLr,
  outputLr,
});

/** @type {readonly Condition[]} */
export const conditions = [
  {
    scenario: 'boundary-linear',
    text: 'A deep linear network: no activation, 16 samples.',
    window: layers('1:1e3:log', '1:1e3:log'),
  },
  {
    scenario: 'boundary-relu',
    text: 'Rectified units, 272 samples in one batch.',
    window: layers('1:1e4:log', '1:1e3:log'),
  },
  {
    scenario: 'boundary-tanh',
    text: 'Tanh units, 272 samples in one batch.',
    window: layers('1:1e6:log', '10:1e3:log'),
  },
  {
    scenario: 'boundary-minibatch',
    text: 'Tanh units, batches of 16 of 272 drawn with replacement, the same in every cell; the loss is that of all samples.',
    window: layers('1:1e6:log', '3:3e2:log'),
  },
  {
    scenario: 'boundary-one-sample',
    text: 'Tanh units, a single sample.',
    window: layers('1e-1:1e4:log', '3:1e2:log'),
  },
  {
    scenario: 'boundary-offset',
    text: 'Tanh units, 272 samples, one learning rate over the offset of the initial weights of the input layer.',
    window: { offset: '1e-2:1e2:log', lr: '10:1e3:log' },
  },
];

/** The options of `brink sweep` for a condition. */
export function sweepOptions(
  /** @type {Condition} */ { scenario, window },
  /** @type {number} */ grid,
) {
  const axes = Object.entries(window).flatMap(([name, range]) => ['--axis', `${name}=${range}`]);
  return [scenario, ...axes, '--variant', 'broken', '--grid', String(grid)];
}
