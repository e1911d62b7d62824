import { dense } from './dense.js';
import { lstm } from './lstm.js';
import { rnn } from './rnn.js';
import type { Workload } from './workload.js';

export { pointOf, type Workload } from './workload.js';

export const workloads: Readonly<Record<Workload['name'], Workload>> = { dense, rnn, lstm };
