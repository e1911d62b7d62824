/** A stored run becomes the plain value that a report is drawn from. */
import { basename } from 'node:path';
import type { CellRecord } from './cell.js';
import type { ReportCells, ReportData } from './report-data.js';
import type { RunStore } from './store/run-store.js';

/** Everything that a report shows; cells that were not run yet have outcome null. */
export async function reportData(store: RunStore): Promise<ReportData> {
  const { info } = store;
  const perVariant = info.axes.reduce((product, { values }) => product * values.length, 1);
  const swept = info.axes.filter(({ values }) => values.length > 1);
  const fixed = info.axes.filter(({ values }) => values.length === 1);
  const { name, title, cause, explanation, references } = info.scenario;
  return {
    run: basename(store.directory),
    scenario: { name, title, cause, explanation, references },
    variants: info.variants,
    axes: swept,
    fixedAxes: Object.fromEntries(fixed.map((axis) => [axis.name, axis.values[0]!])),
    steps: info.steps,
    seed: info.seed,
    engine: info.engine.name,
    backend: info.engine.backend ?? '',
    startedAt: info.created,
    seconds: await store.seconds(),
    command: info.command,
    spec: JSON.stringify(info.spec, null, 2),
    versions: info.versions,
    machine: {
      cpu: info.machine.cpu,
      cores: String(info.machine.cores),
      memory: `${(info.machine.memoryBytes / 2 ** 30).toFixed(1)} GiB`,
      platform: info.machine.platform,
    },
    cells: columnsOf(await store.records(), perVariant * info.variants.length),
  };
}

function columnsOf(records: readonly CellRecord[], count: number): ReportCells {
  const rows = new Array<CellRecord | undefined>(count).fill(undefined);
  for (const record of records) rows[record.cell] = record;
  const numbers = (
    field: 'initialLoss' | 'finalLoss' | 'leastLoss' | 'measure' | 'milliseconds' | 'steps',
    otherwise: number,
  ): readonly number[] => rows.map((row) => row?.[field] ?? otherwise);
  return {
    outcome: rows.map((row) => row?.outcome ?? null),
    firstBadStep: rows.map((row) => row?.firstBadStep ?? null),
    site: rows.map((row) => row?.site ?? null),
    initialLoss: numbers('initialLoss', NaN),
    finalLoss: numbers('finalLoss', NaN),
    leastLoss: numbers('leastLoss', NaN),
    measure: numbers('measure', NaN),
    steps: numbers('steps', 0),
    milliseconds: numbers('milliseconds', 0),
    evaluated: rows.map((row) => row?.evaluated ?? false),
    error: rows.map((row) => row?.error ?? null),
  };
}
