/** Runs made up by a formula, for tests and for looking at pictures: no training behind them. */
import type { Outcome, ReportAxis, ReportData, ReportVariant } from '@brink/sweep';

export interface Invention {
  readonly axes: readonly ReportAxis[];
  readonly variants?: readonly ReportVariant[];
  /** Cells from this index on have not been run. */
  readonly interruptedAt?: number;
  readonly scenario?: Partial<ReportData['scenario']>;
  readonly site?: string;
}

export function logAxis(name: string, low: number, high: number, count: number): ReportAxis {
  return {
    name,
    description: `the ${name}, from ${String(low)} to ${String(high)}`,
    kind: 'numeric',
    scale: 'log',
    values: Array.from({ length: count }, (_, i) => low * (high / low) ** (i / (count - 1))),
  };
}

export function integerAxis(name: string, values: readonly number[]): ReportAxis {
  return { name, description: `the ${name}`, kind: 'integer', scale: 'ordinal', values };
}

/** A plausible map: the product of the numeric axes breaks training, the variant `fixed` later. */
export function inventRun(invention: Invention): ReportData {
  const variants = invention.variants ?? [
    { name: 'broken', description: 'as people write it' },
    { name: 'fixed', description: 'features standardised' },
  ];
  const { axes } = invention;
  const perVariant = axes.reduce((cells, axis) => cells * axis.values.length, 1);
  const cells = Array.from({ length: perVariant * variants.length }, (_, cell) =>
    inventCell(invention, axes, Math.floor(cell / perVariant), cell % perVariant, cell),
  );
  return {
    run: '2026-01-02-tanh-mlp',
    scenario: {
      name: 'tanh-mlp',
      title: 'A tanh network whose layers learn at rates of their own',
      cause: 'dynamics',
      explanation: 'Above a product of the two rates each update overshoots by more than the last.',
      references: ['Sohl-Dickstein 2024, arXiv 2402.06184'],
      ...invention.scenario,
    },
    variants,
    axes,
    fixedAxes: { width: 16 },
    steps: 500,
    seed: 7,
    engine: 'eager',
    backend: 'cpu',
    startedAt: '2026-01-02T03:04:05Z',
    seconds: 83.4,
    command: 'brink sweep tanh-mlp --axis lr=1e-3:1e3:log --grid 64x64 --seed 7',
    spec: 'scenario: tanh-mlp\nseed: 7\n',
    versions: { brink: '0.1.0', node: '20.20.2', '@tensorflow/tfjs-core': '4.22.0' },
    machine: { cpu: '2 cores', platform: 'linux x64' },
    cells: {
      outcome: cells.map((cell) => cell.outcome),
      firstBadStep: cells.map((cell) => cell.firstBadStep),
      site: cells.map((cell) => cell.site),
      initialLoss: cells.map((cell) => (cell.outcome === 'failed' ? NaN : 1.25)),
      finalLoss: cells.map((cell) => cell.finalLoss),
      leastLoss: cells.map((cell) => Math.min(1.25, cell.finalLoss)),
      measure: cells.map((cell) => cell.measure),
      steps: cells.map((cell) => cell.firstBadStep ?? 500),
      milliseconds: cells.map((_, i) => 10 + (i % 7)),
      evaluated: cells.map(() => true),
      error: cells.map((cell) => (cell.outcome === 'failed' ? 'the worker left' : null)),
    },
  };
}

function inventCell(
  invention: Invention,
  axes: readonly ReportAxis[],
  variant: number,
  place: number,
  cell: number,
): {
  outcome: Outcome | null;
  firstBadStep: number | null;
  site: string | null;
  finalLoss: number;
  measure: number;
} {
  let rest = place;
  let heat = variant === 0 ? 0 : -1.1;
  for (const axis of [...axes].reverse()) {
    const at = (rest % axis.values.length) / Math.max(1, axis.values.length - 1);
    rest = Math.floor(rest / axis.values.length);
    heat += (axis.kind === 'numeric' ? 2.2 : 0.7) * (at - 0.45);
    heat += 0.09 * Math.sin(9 * at + 3 * heat) * Math.cos(17 * at * heat);
  }
  if (invention.interruptedAt !== undefined && cell >= invention.interruptedAt)
    return { outcome: null, firstBadStep: null, site: null, finalLoss: NaN, measure: NaN };
  if (cell === 5)
    return { outcome: 'failed', firstBadStep: null, site: null, finalLoss: NaN, measure: NaN };
  const bad = heat > 0.25;
  const firstBadStep = bad ? Math.max(1, Math.round(60 / (heat - 0.2) ** 1.3)) : null;
  const outcome: Outcome = bad
    ? Math.sin(40 * heat) > 0.55
      ? 'inf'
      : 'nan'
    : heat > 0.12
      ? 'diverged'
      : heat < -1.9
        ? 'stalled'
        : 'converged';
  const finalLoss = bad
    ? outcome === 'inf'
      ? Infinity
      : NaN
    : 1.25 * Math.exp(4 * heat - (heat > 0.12 ? 0.2 : 1));
  const ratio = Math.min(1e6, Math.exp(4 * heat - 0.5));
  return {
    outcome,
    firstBadStep: firstBadStep === null ? null : Math.min(499, firstBadStep),
    site: bad ? (invention.site ?? (heat > 0.8 ? 'loss' : 'gradient:W0')) : null,
    finalLoss,
    measure: bad || ratio >= 1 ? (firstBadStep ?? 500) / ratio : -500 * ratio,
  };
}
