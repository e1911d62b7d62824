/** The coloured map of a run in the terminal. */
import { renderTerminalMap, type TerminalMapOptions } from '@brink/report';
import type { ReportData } from '@brink/sweep';
import { printResult, terminalWidth } from '../terminal.js';

/** What stdout can show; FORCE_COLOR and NO_COLOR are heeded. */
function colours(): TerminalMapOptions['colour'] {
  const { FORCE_COLOR: forced, NO_COLOR: none } = process.env;
  if (none !== undefined && none !== '') return 'none';
  if (!process.stdout.isTTY)
    return forced === undefined || forced === '0' || forced === 'false' ? 'none' : 'truecolor';
  const depth = process.stdout.getColorDepth();
  return depth >= 24 ? 'truecolor' : depth >= 8 ? '256' : 'none';
}

export function printMap(data: ReportData): void {
  printResult(renderTerminalMap(data, { colour: colours(), width: terminalWidth() }));
}
