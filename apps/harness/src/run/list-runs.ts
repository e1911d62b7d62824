/** The runs that lie in a directory, newest first. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRun } from '@brink/sweep';
import { messageOf } from '../errors.js';

export interface ListedRun {
  readonly run: string;
  readonly scenario: string;
  /** `finished`, `unfinished`, or what is wrong with it. */
  readonly state: string;
  readonly cells: number;
  readonly engine: string;
  readonly created: string;
}

/** Directories that hold no run are left out; a run that cannot be opened says why. */
export async function listRuns(directory: string): Promise<readonly ListedRun[]> {
  const names = await readdir(directory).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const runs = await Promise.all(names.map((name) => listed(join(directory, name))));
  return runs
    .filter((run) => run !== null)
    .sort((a, b) => b.created.localeCompare(a.created) || a.run.localeCompare(b.run));
}

async function listed(path: string): Promise<ListedRun | null> {
  try {
    const store = await openRun(path, { mode: 'read' });
    try {
      const { info } = store;
      const perVariant = info.axes.reduce((product, { values }) => product * values.length, 1);
      const all = perVariant * info.variants.length;
      const counts = Object.values(await store.counts()).flatMap((each) => Object.values(each));
      const cells = counts.reduce((total, count) => total + count, 0);
      return {
        run: path,
        scenario: info.scenario.name,
        state: cells === all ? 'finished' : 'unfinished',
        cells,
        engine: info.engine.name,
        created: info.created,
      };
    } finally {
      await store.close();
    }
  } catch (error) {
    if (error instanceof Error && 'fault' in error && error.fault === 'not-a-run') return null;
    return { run: path, scenario: '', state: messageOf(error), cells: 0, engine: '', created: '' };
  }
}
