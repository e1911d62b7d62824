/** Two saved results side by side: only ratios within one run are free of the machine's mood. */
import Table from 'cli-table3';
import { figure, type SavedResult } from './result.js';

/** A table: each contestant's rate before and after, and Brink's lead before and after. */
export function compared(before: SavedResult, after: SavedResult): string {
  const table = new Table({
    head: ['', 'before', 'after', 'after/before', 'Brink is (before)', 'Brink is (after)'],
    style: { head: [], border: [] },
  });
  const rate = (of: SavedResult, name: string) =>
    of.measured.find((one) => one.name === name)?.cellsPerSecond;
  const lead = (of: SavedResult, name: string) => {
    const [brink, other] = [rate(of, 'brink wasm'), rate(of, name)];
    return brink === undefined || other === undefined ? '' : `${figure(brink / other)}x`;
  };
  for (const { name } of after.measured) {
    const [was, is] = [rate(before, name), rate(after, name)];
    table.push([
      name,
      was === undefined ? '' : figure(was),
      is === undefined ? '' : figure(is),
      was === undefined || is === undefined ? '' : figure(is / was),
      lead(before, name),
      lead(after, name),
    ]);
  }
  return table.toString();
}
