/**
 * Brink's compiled engine, as a sweep's worker runs it. Arguments: the workload, and `unchecked` to
 * leave out the health checks.
 */
import '@tensorflow/tfjs';
import { compileTraining, loadProgram } from '@brink/compiler';
import { traceTraining } from '@brink/sweep';
import { pointOf, workloadNamed } from '../workloads/index.js';
import { serve } from './protocol.js';

const [, , name, unchecked] = process.argv;
const workload = workloadNamed(name);
const spec = traceTraining(workload.scenario, workload, {
  seed: 1,
  steps: workload.steps,
  precision: 'float32',
});
const program = loadProgram(await compileTraining(spec, { checks: unchecked !== 'unchecked' }));
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
