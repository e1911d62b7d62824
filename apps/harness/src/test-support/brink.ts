/** Runs the built command line as users do: a process of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/brink.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  readonly finished: Promise<Finished>;
}

export interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Node warns on stderr where both are set, and whoever runs the tests may ask for colours. */
export function withoutColours(): NodeJS.ProcessEnv {
  const inherited = { ...process.env, NO_COLOR: '1' };
  delete (inherited as NodeJS.ProcessEnv).FORCE_COLOR;
  return inherited;
}

export function startBrink(args: readonly string[], { cwd, env }: Surroundings = {}): Started {
  const child = spawn(process.execPath, [program, ...args], {
    cwd,
    env: { ...withoutColours(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const finished = new Promise<Finished>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, finished };
}

export function brink(args: readonly string[], surroundings?: Surroundings): Promise<Finished> {
  return startBrink(args, surroundings).finished;
}

/** The last line of stdout, as JSON. */
export function lastJson(finished: Finished): unknown {
  return JSON.parse(finished.stdout.trim().split('\n').at(-1) ?? '');
}
