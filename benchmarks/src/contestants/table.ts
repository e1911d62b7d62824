/** Everybody who takes part, and how each is started. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findTfjsNode, setUpJax, setUpJaxJs } from '../peers/set-up.js';
import type { Workload } from '../workloads/index.js';
import type { Start, Startable } from './protocol.js';

const here = dirname(fileURLToPath(import.meta.url));
const workspace = join(here, '..', '..', '..');
const jaxPeer = join(workspace, 'benchmarks', 'src', 'peers', 'jax_peer.py');

export interface Entry {
  readonly name: string;
  /** How it is run, for the table. */
  readonly how: string;
  /** The ways to run it; the fastest in a short trial takes part. */
  readonly starts: (workload: Workload) => readonly (readonly [note: string, start: Start])[];
  /** Measured on both cores too, a process each. */
  readonly onBothCores: boolean;
}

const node = (script: string, ...words: string[]): Startable => ({
  command: process.execPath,
  arguments: [join(here, script), ...words],
  env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
});

const one = (start: Start) => [['', start]] as const;

export const entries: readonly Entry[] = [
  {
    name: 'brink wasm',
    how: 'the compiled engine, 4 cells at a time',
    starts: ({ name }) => one(node('brink.child.js', name)),
    onBothCores: true,
  },
  {
    name: 'JAX',
    how: 'jit of vmap of while_loop, XLA on one thread, the best way',
    starts: ({ name, structural }) => {
      const jax = setUpJax();
      if ('missing' in jax) return one(jax);
      const { seqLen } = structural;
      return [4, 8, 12, 16, ...(seqLen === undefined ? [] : [64])].flatMap((batch) =>
        (seqLen === undefined ? [1] : [1, seqLen]).map(
          (unroll) =>
            [
              seqLen === undefined
                ? `batch ${batch}`
                : `batch ${batch}, ${unroll} of ${seqLen} time steps unrolled`,
              {
                command: jax.python,
                arguments: [jaxPeer, name, String(batch), String(unroll)],
              },
            ] as const,
        ),
      );
    },
    onBothCores: true,
  },
  {
    name: 'jax-js',
    how: 'jit of vmap of the step, wasm, the best batch',
    starts: ({ name }) => {
      const jaxJs = setUpJaxJs();
      if ('missing' in jaxJs) return one(jaxJs);
      return [1, 8, 32].map((batch) => [
        `batch ${batch}`,
        node('jax-js.child.js', jaxJs.folder, name, String(batch)),
      ]);
    },
    onBothCores: false,
  },
  {
    name: 'scalar JavaScript',
    how: 'hand-written loops over typed arrays',
    starts: ({ name }) =>
      one(
        name === 'dense'
          ? node('scalar-js.child.js')
          : { missing: `written by hand for the dense workload only` },
      ),
    onBothCores: false,
  },
  ...(['wasm', 'cpu', 'tensorflow'] as const).map((backend): Entry => ({
    name: backend === 'tensorflow' ? 'tfjs-node' : `tfjs ${backend}`,
    how: 'the eager engine: plain tfjs, one cell after another',
    starts: ({ name }) => {
      if (backend !== 'tensorflow') return one(node('tfjs.child.js', name, backend));
      const found = findTfjsNode();
      return one('missing' in found ? found : node('tfjs.child.js', name, backend, found.folder));
    },
    onBothCores: false,
  })),
];

/** The ceiling: not a contestant. */
export const peak = node('peak.child.js');

/** Brink against itself: without the health checks, and a training that is nothing but products. */
export const unchecked = ({ name }: Workload) => node('brink.child.js', name, 'unchecked');
export const productsAlone = node('brink.child.js', 'products');
