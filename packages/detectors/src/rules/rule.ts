/** A training rule: what it looks at, from which threshold it speaks, and who says so. Data, one file each. */
import type { TrainingFinding } from './finding.js';
import type { TrainingHistory } from './history.js';

export interface Threshold {
  /** What is compared, as words. */
  readonly of: string;
  readonly value: number;
  /** Who published it, or the command that measured it. */
  readonly source: string;
}

export interface TrainingRule {
  /** kebab-case, the name of its file. */
  readonly name: string;
  /** What it looks at, and when it speaks, as words. */
  readonly looksAt: string;
  readonly thresholds: readonly Threshold[];
  /** Null where the rule is silent. Asked at each observed step. */
  readonly judge: (history: TrainingHistory) => Verdict | null;
}

/** A finding without what the observer knows already. */
export type Verdict = Omit<TrainingFinding, 'event' | 'rule' | 'step' | 'line'> & {
  readonly line?: string | null;
};

/** Amazon SageMaker Debugger, List of built-in rules: the defaults of one of them. */
export const sagemaker = (rule: string): string => `SageMaker Debugger, ${rule}, default`;

/** AutoTrainer, Zhang et al., ICSE 2021: the defaults of its published code, by the paper's letter. */
export const autotrainer = (letter: string): string =>
  `AutoTrainer (ICSE 2021), ${letter}, default`;

/** How often a rule on a single step wants to see the same again before it speaks. */
export const inARow = 3;

/** Our own: it keeps one odd batch from being told. */
export const inARowThreshold: Threshold = {
  of: 'observed steps in a row at least',
  value: inARow,
  source: 'ours: one odd batch is no finding',
};
