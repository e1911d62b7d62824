/** Brink's compiled engine, as a sweep's worker runs it. Argument: the workload. */
import '@tensorflow/tfjs';
import { compileTraining, loadProgram } from '@brink/compiler';
import { traceTraining } from '@brink/sweep';
import { pointOf, workloads, type Workload } from '../workloads/index.js';
import { serve } from './protocol.js';

const workload = workloads[process.argv[2] as Workload['name']];
const spec = traceTraining(workload.scenario, workload, {
  seed: 1,
  steps: workload.steps,
  precision: 'float32',
});
const program = loadProgram(await compileTraining(spec));
let next = 0;
await serve((cells) => {
  const rows = Array.from({ length: cells }, () => {
    const point = pointOf(workload, next++);
    return spec.axes.map((name) => point[name] ?? defaultOf(name));
  });
  program.run(rows);
  return Promise.resolve();
}, program.lanes);

function defaultOf(name: string): number {
  const axis = workload.scenario.axes[name];
  return axis?.kind === 'numeric' ? axis.default : NaN;
}
