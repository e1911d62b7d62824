/** An infinity that came in with the data or with the parameters. */
import { share, type Rule } from './rule.js';

export const infiniteData: Rule = {
  name: 'infinite-data',
  recognise: ({ phase, output }) =>
    phase !== 'data' || output.health.nan > 0
      ? null
      : {
          cause:
            'what the step was given already holds infinities: a feature that overflowed float32, or parameters that grew past it',
          evidence: `${share(output.health.positiveInfinity + output.health.negativeInfinity, output.health.size)} of the input are infinite`,
          cure: 'scale the feature before it becomes float32; if the data is sound, lower the learning rate',
          code: 'const scaled = standardize(features); // from @brink/stable-ops',
        },
};
