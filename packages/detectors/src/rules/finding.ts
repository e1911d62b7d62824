/** What a training rule says: plain data, ready for JSON, and the text derived from it. */
import { shownLine } from '../blame/shown-line.js';
import { wrapped } from '../blame/text.js';

export interface TrainingFinding {
  readonly event: 'rule';
  /** The name of the rule, as in the table of the README. */
  readonly rule: string;
  /** The observed step at which it was found, counted from 0. */
  readonly step: number;
  /** `loss`, `gradient:NAME`, `parameter:NAME` or `activation:NAME`. */
  readonly site: string;
  /** The user's source line, where one is known. */
  readonly line: string | null;
  /** What is wrong, as the start of a sentence: `the gradient vanishes`. */
  readonly what: string;
  readonly cause: string;
  /** The same in figures. */
  readonly evidence: string;
  readonly cure: string;
  /** The cure as a line of code. */
  readonly code: string;
}

/** The finding as a person reads it: what, where, when; then why; then the cure. */
export function findingText(finding: TrainingFinding): string {
  const { step, site, line, what, cause, evidence, cure, code } = finding;
  const place = line === null ? '' : `, at ${shownLine(line)}`;
  return [
    `step ${step}: ${what}, in ${site}${place}`,
    ...wrapped('Why:  ', cause),
    ...wrapped('      ', evidence),
    ...wrapped('Cure: ', cure),
    `      ${code}`,
  ].join('\n');
}
