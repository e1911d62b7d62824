/** A run in which every text that a user can choose tries to get out. */
import { inventRun, logAxis } from './invented-run.js';

const attack = `</script><script>window.owned=1</script><img src=x onerror="window.owned=1">'"&<!--`;

const plain = inventRun({
  axes: [logAxis(`lr ${attack}`, 1e-3, 1e3, 12), logAxis(`scale ${attack}`, 0.01, 100, 12)],
  variants: ['broken', `fixed ${attack}`].map((name) => ({ name, description: attack })),
  site: `gradient:${attack}`,
  scenario: {
    title: attack,
    name: attack,
    cause: attack,
    explanation: attack,
    references: [attack],
  },
});

export const hostileRun = {
  ...plain,
  run: attack,
  engine: attack,
  backend: attack,
  startedAt: attack,
  command: attack,
  spec: attack,
  fixedAxes: { [attack]: attack, ['__proto__x']: 1 },
  versions: { [attack]: attack },
  machine: { [attack]: attack },
  cells: { ...plain.cells, error: plain.cells.error.map((error) => error && attack) },
};
