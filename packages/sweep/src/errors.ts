/** Every error of this package. A message names the area, what is wrong with which option, what was received, and the repair. */

/** A sweep that cannot be run as it was asked for: wrong usage, to be shown without a stack trace. */
export class SweepError extends Error {
  override readonly name = 'SweepError';
  /** The option or field at fault, for example `axis 'lr'` or `grid`. */
  readonly option: string;
  /** What was received, as text. */
  readonly received: string;
  /** What to do instead. */
  readonly repair: string;

  constructor(fault: { option: string; problem: string; received: string; repair: string }) {
    super(`sweep: ${fault.option} ${fault.problem}, got ${fault.received}; ${fault.repair}`);
    this.option = fault.option;
    this.received = fault.received;
    this.repair = fault.repair;
  }
}

export type StoreFault =
  | 'not-a-run'
  | 'exists'
  | 'newer-format'
  | 'older-format'
  | 'damaged'
  | 'locked'
  | 'disk-full'
  | 'read-only'
  | 'io';

/** A run's directory that cannot be read or written. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly directory: string;
  readonly fault: StoreFault;
  /** What to do about it. */
  readonly repair: string;

  constructor(
    directory: string,
    fault: StoreFault,
    problem: string,
    repair: string,
    options?: ErrorOptions,
  ) {
    super(`run: ${directory} ${problem}; ${repair}`, options);
    this.directory = directory;
    this.fault = fault;
    this.repair = repair;
  }
}
