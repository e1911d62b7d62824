/** Everything that a report or a map shows of a stored run. */
import { openRun, reportData, type ReportData } from '@brink/sweep';

/** @throws StoreError where the directory holds no run */
export async function readReportData(directory: string): Promise<ReportData> {
  const store = await openRun(directory, { mode: 'read' });
  try {
    return await reportData(store);
  } finally {
    await store.close();
  }
}
