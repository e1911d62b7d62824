/** The tanh net of the design (widths d-d-1, squared error, gradient descent) by hand, and the same in plain JavaScript. */
import type { TrainingSpec } from '../program.js';
import type { Precision } from '../loops.js';
import { GraphBuilder } from './graph-builder.js';

function normalDraws(count: number, seed: number): Float32Array {
  let state = seed >>> 0 || 1;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next()),
  );
}

export interface TanhNet {
  readonly samples: number;
  readonly width: number;
  readonly steps: number;
  readonly precision: Precision;
}

export function tanhNet({ samples: n, width: d, steps, precision }: TanhNet): TrainingSpec {
  const init = new GraphBuilder();
  init.output('param:w0', init.constant(normalDraws(d * d, 1), [d, d]));
  init.output('param:w1', init.constant(normalDraws(d, 2), [d, 1]));
  init.output('data:x', init.constant(normalDraws(n * d, 3), [n, d]));
  init.output('data:t', init.constant(normalDraws(n, 4), [n, 1]));
  init.input('axis:lr0', []);
  init.input('axis:lr1', []);

  const g = new GraphBuilder();
  const lr0 = g.input('axis:lr0', []);
  const lr1 = g.input('axis:lr1', []);
  g.input('step', []);
  const w0 = g.input('param:w0', [d, d]);
  const w1 = g.input('param:w1', [d, 1]);
  const x = g.input('batch:x', [n, d]);
  const t = g.input('batch:t', [n, 1]);
  const scale0 = Math.fround(Math.sqrt(2 / d));
  const h = g.unary('tanh', g.binary('mul', g.matMul(x, w0), g.fill(scale0, [n, d])));
  const y = g.binary('div', g.matMul(h, w1), g.fill(d, [n, 1]));
  const e = g.binary('sub', y, t);
  const loss = g.binary('div', g.sum(g.binary('mul', e, e), [0, 1]), g.constant([n], []));
  const de = g.binary('mul', g.fill(2 / n, [n, 1]), e);
  const dy = g.binary('div', de, g.fill(d, [n, 1]));
  const dw1 = g.matMul(h, dy, true, false);
  const dh = g.matMul(dy, w1, false, true);
  const slope = g.binary('sub', g.fill(1, [n, d]), g.binary('mul', h, h));
  const dz = g.binary('mul', g.binary('mul', dh, slope), g.fill(scale0, [n, d]));
  const dw0 = g.matMul(x, dz, true, false);
  g.output('loss', loss);
  g.output('gradient:w0', dw0);
  g.output('gradient:w1', dw1);
  const update = (w: number, lr: number, dw: number): number =>
    g.binary('sub', w, g.binary('mul', g.broadcast(lr, g.shape(w)), dw));
  g.output('param:w0', update(w0, lr0, dw0));
  g.output('param:w1', update(w1, lr1, dw1));
  return {
    graphs: { init: init.build(), step: g.build() },
    axes: ['lr0', 'lr1'],
    precision,
    steps,
    batches: { kind: 'full' },
  };
}

/** The losses of one cell, every sum in the order of the graph; `tanh` is given since the libraries differ. */
export function tanhNetLosses(
  { samples: n, width: d, steps, precision }: TanhNet,
  lr0: number,
  lr1: number,
  tanh: (x: number) => number,
): number[] {
  const r = precision === 'float32' ? Math.fround : (x: number): number => x;
  const w0 = Float64Array.from(normalDraws(d * d, 1));
  const w1 = Float64Array.from(normalDraws(d, 2));
  const x = normalDraws(n * d, 3);
  const t = normalDraws(n, 4);
  const scale0 = r(Math.fround(Math.sqrt(2 / d)));
  const losses: number[] = [];
  for (let step = 0; step < steps; step++) {
    let loss = 0;
    const dw0 = new Float64Array(d * d);
    const dw1 = new Float64Array(d);
    const h = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      let y = 0;
      for (let j = 0; j < d; j++) {
        let z = 0;
        for (let k = 0; k < d; k++) z = r(z + r(x[i * d + k]! * w0[k * d + j]!));
        h[j] = tanh(r(z * scale0));
        y = r(y + r(h[j]! * w1[j]!));
      }
      const e = r(r(y / d) - t[i]!);
      loss = r(loss + r(e * e));
      const dy = r(r(r(2 / n) * e) / d);
      for (let j = 0; j < d; j++) {
        dw1[j] = r(dw1[j]! + r(h[j]! * dy));
        const dh = r(0 + r(dy * w1[j]!));
        const dz = r(r(dh * r(1 - r(h[j]! * h[j]!))) * scale0);
        for (let k = 0; k < d; k++) dw0[k * d + j] = r(dw0[k * d + j]! + r(x[i * d + k]! * dz));
      }
    }
    losses.push(r(loss / n));
    for (let at = 0; at < d * d; at++) w0[at] = r(w0[at]! - r(r(lr0) * dw0[at]!));
    for (let at = 0; at < d; at++) w1[at] = r(w1[at]! - r(r(lr1) * dw1[at]!));
  }
  return losses;
}
