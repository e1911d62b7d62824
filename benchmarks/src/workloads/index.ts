import { dense, products } from './dense.js';
import { lstm } from './lstm.js';
import { rnn } from './rnn.js';
import type { Workload } from './workload.js';

export { pointOf, type Workload } from './workload.js';

/** What `npm run bench` measures side by side. */
export const workloads: Readonly<Record<'dense' | 'rnn' | 'lstm', Workload>> = { dense, rnn, lstm };

const all: readonly Workload[] = [...Object.values(workloads), products];

/** The workload that a contestant's program is told to run. @throws Error where there is none of that name */
export function workloadNamed(name: string | undefined): Workload {
  const found = all.find((workload) => workload.name === name);
  if (found === undefined)
    throw new Error(`benchmarks: no workload '${name}'; take ${all.map((w) => w.name).join(', ')}`);
  return found;
}
