/** jax-js, jit of vmap of the step, as its documentation says. Arguments: its folder, the workload, the batch. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { pointOf, workloadNamed } from '../workloads/index.js';
import { serve } from './protocol.js';

// The package is installed by the benchmark into a temporary folder, so its types are not here.
/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-function-type */
const [, , folder, name, batchText] = process.argv;
const workload = workloadNamed(name);
const batch = Number(batchText);
/** A training of all steps takes it half a minute; a tenth of one says as much, each step being alike. */
const share = 0.1;
const jax: any = await import(
  pathToFileURL(join(folder!, 'node_modules/@jax-js/jax/dist/index.js')).href
);
await jax.init('wasm');
jax.defaultDevice('wasm');
const { numpy: np, random, jit, vmap, valueAndGrad } = jax;

const normal = (seed: number, shape: number[]) => random.normal(random.key(seed), shape);
const problems: Record<string, () => { params: any; data: any; loss: Function }> = {
  dense: () => ({
    params: { w0: normal(1, [16, 16]), w1: normal(2, [16, 1]) },
    data: { x: normal(3, [272, 16]), y: normal(4, [272, 1]) },
    loss: ({ w0, w1 }: any, { x, y }: any) => {
      const h = np.tanh(np.matmul(x, w0).mul(Math.sqrt(2 / 16)));
      const error = np.matmul(h, w1).div(16).sub(y);
      return np.mean(np.square(error));
    },
  }),
  rnn: () => ({
    params: {
      input: normal(1, [1, 16]),
      recurrent: normal(2, [16, 16]).mul(0.25),
      output: normal(3, [16, 1]),
    },
    data: { x: normal(4, [20, 32, 1]), y: normal(5, [32, 1]) },
    loss: ({ input, recurrent, output }: any, { x, y }: any) => {
      let state = np.zeros([32, 16]);
      for (let t = 0; t < 20; t += 1) {
        const driven = np.matmul(x.ref.slice(t), input.ref);
        state = np.maximum(driven.add(np.matmul(state, recurrent.ref)), 0);
      }
      x.dispose();
      input.dispose();
      recurrent.dispose();
      return np.mean(np.square(np.matmul(state, output).sub(y)));
    },
  }),
};
const make = problems[name!];
if (make === undefined) throw new Error(`jax-js: the workload ${name} is not written for it`);
const { params, data, loss } = make();
const names = Object.keys(params);

const step = jit(
  vmap(
    (at: any, rate: any, given: any) => {
      const [value, gradient] = valueAndGrad(loss)(
        Object.fromEntries(names.map((key) => [key, at[key].ref])),
        given,
      );
      const after = Object.fromEntries(
        names.map((key) => [key, at[key].sub(gradient[key].mul(rate.ref))]),
      );
      rate.dispose();
      return [after, value];
    },
    [0, 0, null],
  ),
);

let next = 0;
const first = Object.values(workload.ranges)[0]!;
await serve(async () => {
  const rates = Array.from({ length: batch }, () => {
    const point = pointOf(workload, next++);
    return Object.values(point)[0] ?? first[0];
  });
  const rate = np.array(rates);
  let at = Object.fromEntries(
    names.map((key) => {
      const one = params[key].ref;
      return [key, np.stack(Array.from({ length: batch }, () => one.ref))];
    }),
  );
  let value: any;
  for (let i = 0; i < workload.steps * share; i += 1) {
    value?.dispose();
    [at, value] = step(
      at,
      rate.ref,
      Object.fromEntries(Object.entries(data).map(([key, array]) => [key, (array as any).ref])),
    );
  }
  rate.dispose();
  await value.data();
  for (const key of names) at[key].dispose();
}, batch * share);
