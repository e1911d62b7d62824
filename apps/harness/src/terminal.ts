/** The only place that writes to the terminal: results to stdout, everything else to stderr. */
import pc from 'picocolors';

export function printResult(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printNote(text: string): void {
  process.stderr.write(`${text}\n`);
}

export function printError(text: string): void {
  process.stderr.write(`${pc.createColors(process.stderr.isTTY).red('brink:')} ${text}\n`);
}

/** The columns of the terminal, or of a page of text where the output goes elsewhere. */
export function terminalWidth(): number {
  return process.stdout.columns ?? 100;
}
