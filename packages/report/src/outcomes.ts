/**
 * The outcomes in the order in which every legend, table and map shows them, from well to worst,
 * with what each looks like. Colours are of Okabe and Ito's palette (Color Universal Design,
 * 2008) where it has enough contrast of lightness, the rest chosen so that any two stay apart
 * under each form of colour blindness (outcomes.test.ts holds them to it).
 */
import type { Outcome } from '@brink/sweep';

export interface OutcomeStyle {
  readonly outcome: Outcome;
  readonly label: string;
  /** What it means, in the words of the documentation. */
  readonly meaning: string;
  /** sRGB, #rrggbb: the same on light, dark and paper, so that pictures can be compared. */
  readonly colour: string;
  /** How a terminal without colours shows it: distinct at a glance, in weight as in shape. */
  readonly letter: string;
}

export const outcomeStyles: readonly OutcomeStyle[] = [
  {
    outcome: 'converged',
    label: 'converged',
    meaning: 'finite, and ends more than 1 % below the first loss',
    colour: '#0072b2',
    letter: '.',
  },
  {
    outcome: 'stalled',
    label: 'stalled',
    meaning: 'finite, and ends within 1 % of the first loss',
    colour: '#8ecdf0',
    letter: '-',
  },
  {
    outcome: 'diverged',
    label: 'diverged',
    meaning: 'finite, and ends more than 1 % above the first loss',
    colour: '#f0e442',
    letter: 'd',
  },
  {
    outcome: 'inf',
    label: 'Inf',
    meaning: 'the first tensor that was not finite held infinities only',
    colour: '#e07b00',
    letter: 'I',
  },
  {
    outcome: 'nan',
    label: 'NaN',
    meaning: 'the first tensor that was not finite held a NaN',
    colour: '#6a1b4d',
    letter: 'N',
  },
  {
    outcome: 'failed',
    label: 'failed',
    meaning: 'could not be run',
    colour: '#8a8a8a',
    letter: 'x',
  },
];

/** What a cell that has not been run looks like in a map. */
export const notRun = { label: 'not run', letter: ' ' } as const;

const styleByOutcome = new Map(outcomeStyles.map((style) => [style.outcome, style]));

export function styleOf(outcome: Outcome): OutcomeStyle {
  const style = styleByOutcome.get(outcome);
  if (!style) throw new TypeError(`report: there is no outcome '${outcome}'`);
  return style;
}

/** Training that did not survive: what a cure is for. */
export function isBroken(outcome: Outcome): boolean {
  return outcome === 'diverged' || outcome === 'inf' || outcome === 'nan';
}
