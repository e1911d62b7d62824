/** The dense workload as a careful hand writes it in scalar JavaScript: typed arrays, no allocation in a step. */
import { pointOf, workloads } from '../workloads/index.js';
import { serve } from './protocol.js';

const [samples, inputs, hidden] = [272, 16, 16];
const { dense } = workloads;
const draw = (size: number) => {
  const values = new Float32Array(size);
  for (let i = 0; i < size; i += 1)
    values[i] = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return values;
};
const x = draw(samples * inputs);
const y = draw(samples);
const first = draw(inputs * hidden);
const second = draw(hidden);
const w0 = new Float32Array(first.length);
const w1 = new Float32Array(second.length);
const g0 = new Float32Array(first.length);
const g1 = new Float32Array(second.length);
const h = new Float32Array(hidden);
const scale = Math.fround(Math.sqrt(2 / inputs));

/** One cell: returns the last loss, so that nothing is optimised away. */
function train(inputLr: number, outputLr: number): number {
  w0.set(first);
  w1.set(second);
  let loss = 0;
  for (let step = 0; step < dense.steps; step += 1) {
    g0.fill(0);
    g1.fill(0);
    loss = 0;
    for (let s = 0; s < samples; s += 1) {
      let output = 0;
      for (let j = 0; j < hidden; j += 1) {
        let sum = 0;
        for (let i = 0; i < inputs; i += 1) sum += x[s * inputs + i]! * w0[i * hidden + j]!;
        const tanh = Math.tanh(sum * scale);
        h[j] = tanh;
        output += tanh * w1[j]!;
      }
      const error = output / hidden - y[s]!;
      loss += error * error;
      const slope = (2 * error) / samples / hidden;
      for (let j = 0; j < hidden; j += 1) {
        g1[j]! += slope * h[j]!;
        const back = slope * w1[j]! * (1 - h[j]! * h[j]!) * scale;
        for (let i = 0; i < inputs; i += 1) g0[i * hidden + j]! += back * x[s * inputs + i]!;
      }
    }
    for (let k = 0; k < w0.length; k += 1) w0[k]! -= inputLr * g0[k]!;
    for (let k = 0; k < w1.length; k += 1) w1[k]! -= outputLr * g1[k]!;
    if (!Number.isFinite(loss)) break;
  }
  return loss / samples;
}

let next = 0;
let total = 0;
await serve((cells) => {
  for (let i = 0; i < cells; i += 1) {
    const { inputLr, outputLr } = pointOf(dense, next++);
    total += train(inputLr!, outputLr!);
  }
  return Promise.resolve();
}, 1);
console.error(total);
