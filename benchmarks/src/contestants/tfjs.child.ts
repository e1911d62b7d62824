/** Plain tfjs, one cell after another. Arguments: the workload, the backend, for tensorflow its folder. */
import { createRequire } from 'node:module';
import { createTraining } from '@brink/scenarios';
import { runEagerly } from '@brink/sweep';
import * as tf from '@tensorflow/tfjs';
import { pointOf, workloads, type Workload } from '../workloads/index.js';
import { serve } from './protocol.js';

const [, , name, backend, folder] = process.argv;
const workload = workloads[name as Workload['name']];
if (backend === 'wasm') {
  const { setThreadsCount, setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const require = createRequire(import.meta.url);
  setWasmPaths(
    require
      .resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm')
      .replace(/[^/\\]+$/, ''),
  );
  setThreadsCount(1);
}
if (backend === 'tensorflow') createRequire(import.meta.url)(folder!);
await tf.setBackend(backend!);
await tf.ready();
if (tf.getBackend() !== backend) throw new Error(`backend ${backend} is not there`);

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
