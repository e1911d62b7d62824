/** A NaN that came in with the data or with the parameters. */
import { are, share, type Rule } from './rule.js';

export const missingValues: Rule = {
  name: 'missing-values',
  recognise: ({ phase, output }) =>
    phase !== 'data' || output.health.nan === 0
      ? null
      : {
          cause:
            'what the step was given already holds NaN: missing values in the data, or parameters broken by an earlier step',
          evidence: `${share(output.health.nan, output.health.size)} of the input ${are(output.health.nan)} NaN`,
          cure: 'fill or drop the missing rows before training; if the data is sound, blame an earlier step',
          code: 'const report = await inspect(data); // from @brink/detectors',
        },
};
