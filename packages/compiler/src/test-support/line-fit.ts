/** A line through points by gradient descent on minibatches, the loss recorded on all points; and the same in plain JavaScript. */
import type { TrainingSpec } from '../program.js';
import { GraphBuilder } from './graph-builder.js';

const POINTS = 7;
const SIZE = 3;
const X = Float32Array.from([0.5, -1, 2, 1.5, -0.25, 0.75, -2]);
const T = Float32Array.from([1, -1.5, 4.5, 3, -0.5, 1.25, -4]);

const ROWS = (steps: number): Int32Array =>
  Int32Array.from({ length: steps * SIZE }, (_, at) => (at * 5 + (at >> 2)) % POINTS);

/** loss, difference and gradient of w x against t, over `count` points. */
function fit(
  g: GraphBuilder,
  w: number,
  x: number,
  t: number,
  count: number,
): readonly [number, number] {
  const y = g.binary('mul', x, g.broadcast(w, [count]));
  const off = g.binary('sub', y, t);
  const loss = g.binary('div', g.sum(g.binary('mul', off, off), [0]), g.constant([count], []));
  const slope = g.sum(g.binary('mul', off, x), [0]);
  return [loss, slope];
}

/** Axes: the learning rate, and a factor of the gradient. */
export function lineFit(steps: number): TrainingSpec {
  const init = new GraphBuilder();
  init.input('axis:lr', []);
  init.input('axis:boost', []);
  init.output('param:w', init.constant([0], []));
  init.output('data:x', init.constant(X, [POINTS]));
  init.output('data:t', init.constant(T, [POINTS]));
  const g = new GraphBuilder();
  const lr = g.input('axis:lr', []);
  const boost = g.input('axis:boost', []);
  g.input('step', []);
  const w = g.input('param:w', []);
  const [loss, slope] = fit(g, w, g.input('batch:x', [SIZE]), g.input('batch:t', [SIZE]), SIZE);
  const gradient = g.binary('mul', slope, boost);
  g.output('loss', loss);
  g.output('gradient:w', gradient);
  g.output('param:w', g.binary('sub', w, g.binary('mul', lr, gradient)));
  const all = new GraphBuilder();
  for (const name of ['axis:lr', 'axis:boost', 'step']) all.input(name, []);
  const [recorded] = fit(
    all,
    all.input('param:w', []),
    all.input('data:x', [POINTS]),
    all.input('data:t', [POINTS]),
    POINTS,
  );
  all.output('loss', recorded);
  return {
    graphs: { init: init.build(), step: g.build(), record: all.build() },
    axes: ['lr', 'boost'],
    precision: 'float32',
    steps,
    batches: { kind: 'minibatch', size: SIZE, rows: ROWS(steps) },
  };
}

export function lineFitLosses(steps: number, lr: number, boost: number): number[] {
  const r = Math.fround;
  const rows = ROWS(steps);
  let w = 0;
  return Array.from({ length: steps }, (_, step) => {
    let loss = 0;
    for (let at = 0; at < POINTS; at++) {
      const off = r(r(X[at]! * w) - T[at]!);
      loss = r(loss + r(off * off));
    }
    let slope = 0;
    for (const at of rows.subarray(step * SIZE, (step + 1) * SIZE))
      slope = r(slope + r(r(r(X[at]! * w) - T[at]!) * X[at]!));
    w = r(w - r(r(lr) * r(slope * r(boost))));
    return r(loss / POINTS);
  });
}
