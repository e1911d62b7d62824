/** A state that the same weights multiplied at every time step until it overflowed. */
import { productsBehind } from './products-behind.js';
import { figure, overflowed, type Rule } from './rule.js';

/** Fewer are no recurrence: weights that are tied, in an autoencoder for example. */
const fewest = 5;

/** What comes out of these is bounded, however large what went in: no state grows through them. */
const bounding = new Set(['ClipByValue', 'Sigmoid', 'Softmax', 'Tanh']);

export const recurrentGrowth: Rule = {
  name: 'recurrent-growth',
  recognise: (origin, seen) => {
    const operation = seen[origin.index];
    if (!overflowed(origin) || origin.phase !== 'forward' || operation === undefined) return null;
    const times = new Map<object, number>();
    // The input's weights are met at every time step too: those of the state multiply what a step made.
    for (const { features, weights } of productsBehind(operation, bounding))
      if (weights !== undefined && features === undefined)
        times.set(weights, (times.get(weights) ?? 0) + 1);
    const most = Math.max(0, ...times.values());
    if (most < fewest) return null;
    const greatest = Math.max(...origin.inputs.map(({ health }) => health.greatestMagnitude));
    return {
      cause:
        'the same weights multiply the state at every time step, and it grew past the greatest float32',
      evidence: `at least ${most} products with the same weights lead here; the state had reached ${figure(greatest)}`,
      cure: 'start the recurrent weights orthogonal, use a bounded activation or gating (LSTM, GRU), or shorten the sequence',
      code: "tf.layers.lstm({ units, recurrentInitializer: 'orthogonal' })",
    };
  },
};
