/** The report of a run as one HTML file. */
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { renderReport } from '@brink/report';
import type { ReportData } from '@brink/sweep';

/**
 * Writes it whole or not at all.
 *
 * @param file null: `report.html` in the run's directory
 * @returns the file
 */
export async function writeReport(
  directory: string,
  data: ReportData,
  file: string | null,
): Promise<string> {
  const path = file ?? join(directory, 'report.html');
  const beside = `${path}.${process.pid}.tmp`;
  try {
    const handle = await open(beside, 'w');
    try {
      await handle.writeFile(renderReport(data));
    } finally {
      await handle.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  return path;
}
