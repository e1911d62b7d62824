/** Plain tfjs, one cell after another. Arguments: the workload, the backend, for tensorflow its folder. */
import { createTraining } from '@brink/scenarios';
import { runEagerly } from '@brink/sweep';
import { pointOf, workloadNamed } from '../workloads/index.js';
import { useBackend } from './backend.js';
import { serve } from './protocol.js';

const [, , name, backend, folder] = process.argv;
const workload = workloadNamed(name);
await useBackend(backend!, folder);

const training = createTraining(workload.scenario, workload.variant, {
  structural: workload.structural,
  seed: 1,
});
const defaults = Object.fromEntries(
  Object.entries(workload.scenario.axes).flatMap(([axis, value]) =>
    value.kind === 'numeric' ? [[axis, value.default]] : [],
  ),
);
let next = 0;
await serve(async (cells) => {
  for (let i = 0; i < cells; i += 1)
    await runEagerly(
      training,
      { ...defaults, ...pointOf(workload, next++) },
      { steps: workload.steps },
    );
}, 1);
