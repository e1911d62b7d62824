/** jax-js, jit of vmap of the step, as its documentation says. Arguments: its folder, the workload, the batch. */
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { pointOf, workloadNamed } from '../workloads/index.js';
import { serve } from './protocol.js';

// The package is installed by the benchmark into a temporary folder, so its types are not here.
/* eslint-disable @typescript-eslint/no-explicit-any */
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
const { numpy: np, nn, random, jit, vmap, valueAndGrad } = jax;

const normal = (seed: number, shape: number[]) => random.normal(random.key(seed), shape);

interface Problem {
  readonly params: Record<string, any>;
  readonly data: Record<string, any>;
  readonly loss: (params: any, data: any) => any;
  readonly optimizer: 'sgd' | 'adam';
}

const problems: Record<string, () => Problem> = {
  dense: () => ({
    optimizer: 'sgd',
    params: { w0: normal(1, [16, 16]), w1: normal(2, [16, 1]) },
    data: { x: normal(3, [272, 16]), y: normal(4, [272, 1]) },
    loss: ({ w0, w1 }, { x, y }) => {
      const h = np.tanh(np.matmul(x, w0).mul(Math.sqrt(2 / 16)));
      const error = np.matmul(h, w1).div(16).sub(y);
      return np.mean(np.square(error));
    },
  }),
  rnn: () => ({
    optimizer: 'sgd',
    params: {
      input: normal(1, [1, 16]),
      recurrent: normal(2, [16, 16]).mul(0.25),
      output: normal(3, [16, 1]),
    },
    data: { x: normal(4, [20, 32, 1]), y: normal(5, [32, 1]) },
    loss: ({ input, recurrent, output }, { x, y }) => {
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
  lstm: () => ({
    optimizer: 'adam',
    params: {
      kernel: normal(1, [1, 32]),
      recurrent: normal(2, [8, 32]).div(Math.sqrt(8)),
      bias: np.zeros([32]),
      output: normal(3, [8, 1]).div(Math.sqrt(8)),
    },
    data: { x: normal(4, [20, 32, 1]), y: normal(5, [32, 1]) },
    loss: ({ kernel, recurrent, bias, output }, { x, y }) => {
      let hidden = np.zeros([32, 8]);
      let cell = np.zeros([32, 8]);
      for (let t = 0; t < 20; t += 1) {
        const driven = np.matmul(x.ref.slice(t), kernel.ref);
        const gates = driven.add(np.matmul(hidden, recurrent.ref)).add(bias.ref);
        const [i, f, g, o] = np.split(gates, 4, 1);
        cell = nn
          .sigmoid(f)
          .mul(cell)
          .add(nn.sigmoid(i).mul(np.tanh(g)));
        hidden = nn.sigmoid(o).mul(np.tanh(cell.ref));
      }
      for (const done of [x, kernel, recurrent, bias, cell]) done.dispose();
      return np.mean(np.square(np.matmul(hidden, output).sub(y)));
    },
  }),
};
const { params, data, loss, optimizer } = problems[name!]!();
const names = Object.keys(params);
const each = (make: (key: string) => any): any =>
  Object.fromEntries(names.map((key) => [key, make(key)]));
const shared = () =>
  Object.fromEntries(Object.entries(data).map(([key, array]) => [key, array.ref]));

/** What is taken from the parameters, by their gradient and what adam keeps; `moments` is of the step before. */
function adamUpdate(gradient: any, moments: any, correction: any): { update: any; moments: any } {
  const first = each((key) => moments.first[key].mul(0.9).add(gradient[key].ref.mul(0.1)));
  const second = each((key) =>
    moments.second[key].mul(0.999).add(np.square(gradient[key]).mul(0.001)),
  );
  const [one, two] = [correction.ref.slice(0), correction.slice(1)];
  const update = each((key) =>
    first[key].ref.div(one.ref).div(np.sqrt(second[key].ref.div(two.ref)).add(1e-7)),
  );
  one.dispose();
  two.dispose();
  return { update, moments: { first, second } };
}

const step = jit(
  vmap(
    (at: any, moments: any, rate: any, correction: any, given: any) => {
      const [value, gradient] = valueAndGrad(loss)(
        each((key) => at[key].ref),
        given,
      );
      const next =
        optimizer === 'adam'
          ? adamUpdate(gradient, moments, correction)
          : { update: gradient, moments };
      const after = each((key) => at[key].sub(next.update[key].mul(rate.ref)));
      rate.dispose();
      return [after, next.moments, value];
    },
    [0, 0, 0, null, null],
  ),
);

let next = 0;
const first = Object.values(workload.ranges)[0]!;
const inEach = (make: (key: string) => any): any =>
  each((key) => {
    const one = make(key);
    const copies = np.stack(Array.from({ length: batch }, () => one.ref));
    one.dispose();
    return copies;
  });
await serve(async () => {
  const rates = Array.from({ length: batch }, () => {
    const point = pointOf(workload, next++);
    return Object.values(point)[0] ?? first[0];
  });
  const rate = np.array(rates);
  const zeros = () => inEach((key) => np.zerosLike(params[key].ref));
  let at = inEach((key) => params[key].ref);
  let moments = optimizer === 'adam' ? { first: zeros(), second: zeros() } : {};
  let value: any;
  for (let i = 1; i <= workload.steps * share; i += 1) {
    value?.dispose();
    const correction = np.array([1 - 0.9 ** i, 1 - 0.999 ** i]);
    [at, moments, value] = step(at, moments, rate.ref, correction, shared());
  }
  rate.dispose();
  await value.data();
  for (const key of names)
    for (const done of [at, ...Object.values(moments)]) (done as any)[key].dispose();
}, batch * share);
