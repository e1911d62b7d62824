/** Tries the kernels of the backend that the argument names, and prints what came out as JSON. */
import { backendNames } from '../backends/backend.js';
import { limitTensorflowThreads } from '../backends/tensorflow.js';
import { useBackend } from '../backends/use-backend.js';
import { tryKernels } from '../doctor/nan/try-kernels.js';

const name = backendNames.find((known) => known === process.argv[2]) ?? 'cpu';
if (name === 'tensorflow') limitTensorflowThreads();
await useBackend(name);
process.stdout.write(`${JSON.stringify(tryKernels())}\n`);
