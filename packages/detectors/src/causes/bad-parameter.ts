/** A parameter, or what an optimizer keeps of one, that was not finite before the step. */
import { nonFinite } from '../health.js';
import { share, type Rule } from './rule.js';

export const badParameter: Rule = {
  name: 'bad-parameter',
  recognise: ({ phase, output: { health, variable } }) => {
    if (phase !== 'init' || variable === null) return null;
    const bad = nonFinite(health);
    const isSlot = variable.kind === 'slot';
    return {
      cause: isSlot
        ? 'what the optimizer keeps of a parameter was not finite before the step: an earlier step had a gradient that was not finite, or overflowed'
        : 'the parameter was not finite before the step: its initial value overflowed, it was loaded so, or an earlier step broke it',
      evidence: `${share(bad, health.size)} of ${isSlot ? 'the slot' : 'the parameter'} ${variable.name}: ${health.nan} NaN, ${bad - health.nan} Inf`,
      cure: isSlot
        ? 'make the optimizer anew, and watch the training: the first step that breaks is replayed and explained'
        : 'look at it right after it is made; if it is finite there, watch the training: the first step that breaks it is replayed and explained',
      code: "const optimizer = watch(tf.train.adam(1e-3), { policy: 'throw' }); // from @brink/detectors",
    };
  },
};
