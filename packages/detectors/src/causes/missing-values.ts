/** A NaN that came in with the data, or was put in as the mark of what is missing. */
import { are, share, type Rule } from './rule.js';

export const missingValues: Rule = {
  name: 'missing-values',
  recognise: ({ phase, op, output: { health, shape } }) => {
    const putIn = op === 'Fill';
    if ((phase !== 'data' && !putIn) || health.nan === 0) return null;
    if (!putIn && shape.length === 0)
      return {
        cause:
          'a number that the operation was given is NaN: computed before it, from something undefined or as 0/0, or read from the data as a missing value',
        evidence: 'the only value of the input, 1 of 1, is NaN',
        cure: 'look at what computes the number, at the line',
        code: null,
      };
    return {
      cause: putIn
        ? 'NaN is put in here, as the mark of a missing value, and is computed with'
        : 'what the step was given already holds NaN: missing values in the data, or what an earlier step left to it',
      evidence: `${share(health.nan, health.size)} of ${putIn ? 'what is put in' : 'the input'} ${are(health.nan)} NaN`,
      cure: 'fill or drop the missing rows before training; if the data is sound, blame an earlier step',
      code: 'const report = await inspect(data); // from @brink/detectors',
    };
  },
};
