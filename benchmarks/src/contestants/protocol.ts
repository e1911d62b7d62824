/**
 * How a contestant is driven: a process of its own that sets up, prints `{"ready": true}`, and for
 * each line `SECONDS` on its standard input runs cells for about so long and prints what it did.
 * Set-up, tracing and compiling are outside the timed part; a process holds one core.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';

/** One timed part. */
export interface Timing {
  readonly cells: number;
  readonly seconds: number;
  /** Words on how it was run, for example the batch size that was best. */
  readonly note?: string;
}

/** How a contestant's program is started. */
export interface Startable {
  readonly command: string;
  readonly arguments: readonly string[];
  readonly env?: Record<string, string>;
}

/** The same, or why it cannot be. */
export type Start = Startable | { readonly missing: string };

export class Contestant {
  private readonly child: ChildProcess;
  private readonly lines: Interface;
  private readonly waiting: ((line: string | null) => void)[] = [];
  private readonly arrived: string[] = [];
  private ended = false;
  private errors = '';

  /** @param core the processor that it is held to */
  constructor(start: Startable, core: number) {
    this.child = spawn('taskset', ['-c', String(core), start.command, ...start.arguments], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...process.env, ...start.env },
    });
    this.child.stderr!.on('data', (part: Buffer) => (this.errors += part.toString()));
    this.lines = createInterface({ input: this.child.stdout! });
    this.lines.on('line', (line) => {
      if (!line.startsWith('{')) return;
      const next = this.waiting.shift();
      if (next === undefined) this.arrived.push(line);
      else next(line);
    });
    this.child.on('close', () => {
      this.ended = true;
      for (const next of this.waiting.splice(0)) next(null);
    });
  }

  /** @throws Error with what it printed, where the process ended */
  async ready(): Promise<void> {
    await this.answer();
  }

  async measure(seconds: number): Promise<Timing> {
    this.child.stdin!.write(`${seconds}\n`);
    return JSON.parse(await this.answer()) as Timing;
  }

  close(): void {
    this.child.stdin!.end();
    this.child.kill();
  }

  private async answer(): Promise<string> {
    const line =
      this.arrived.shift() ??
      (this.ended
        ? null
        : await new Promise<string | null>((resolve) => this.waiting.push(resolve)));
    if (line === null) throw new Error(reasonIn(this.errors));
    return line;
  }
}

/** The line that names an error, of what a process printed before it ended; Python has it last, Node first. */
function reasonIn(errors: string): string {
  const lines = errors.trim().split('\n');
  return lines.findLast((line) => /^\S*Error\b/.test(line)) ?? (lines.at(-1) || 'it ended');
}

/** The other end, for contestants in Node: `run(n)` trains n more cells. */
export async function serve(run: (cells: number) => Promise<void>, atLeast: number): Promise<void> {
  await run(atLeast);
  console.log(JSON.stringify({ ready: true }));
  for await (const line of createInterface({ input: process.stdin })) {
    const wanted = Number(line);
    const started = performance.now();
    let cells = 0;
    let seconds = 0;
    do {
      await run(atLeast);
      cells += atLeast;
      seconds = (performance.now() - started) / 1000;
    } while (seconds < wanted);
    console.log(JSON.stringify({ cells, seconds }));
  }
}
