// @ts-check
/**
 * `npm run agreement -- RUN_A RUN_B`: the share of cells with the same outcome in two runs, and the
 * cells that differ. Exit code 0 where at least 98 % agree, 1 where fewer do, 2 for wrong usage.
 */
import { agreementOf, agreementText } from './agreement.mjs';
import { exported } from '../run/exported.mjs';

/** The rest lies at edges between outcomes, where one rounding decides. */
const least = 0.98;

const runs = process.argv.slice(2);
const [a, b] = runs;
if (a === undefined || b === undefined || runs.length !== 2) {
  console.error('agreement: takes two runs; write `npm run agreement -- RUN_A RUN_B`');
  process.exit(2);
}
try {
  const agreement = agreementOf(exported(a), exported(b));
  console.log(agreementText(agreement));
  process.exitCode = agreement.share >= least ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
