/** Ctrl-C and SIGTERM: the first asks a sweep to stop in good order, the second ends it at once. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface Interruption {
  /** Aborted at the first signal, by an `Interrupted`. */
  readonly signal: AbortSignal;
  /** Signals mean again what they mean to every process. */
  release(): void;
}

export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  const release = () => {
    for (const name of signals) process.off(name, onSignal);
  };
  const onSignal = (name: NodeJS.Signals) => {
    // What is stored is whole whenever the process ends, so the second signal needs no care.
    release();
    controller.abort(new Interrupted(`interrupted by ${name}`));
  };
  for (const name of signals) process.on(name, onSignal);
  return { signal: controller.signal, release };
}
