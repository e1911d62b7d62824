/** Every error of this package: what is wrong with which argument, what was received, the repair. */

/** An argument that cannot be used. */
export class DetectorsError extends Error {
  override readonly name = 'DetectorsError';

  constructor(
    /** The function of this package that was called. */
    readonly call: string,
    /** The argument or option. */
    readonly option: string,
    received: string,
    repair: string,
  ) {
    super(`${call}: '${option}' ${received}; ${repair}`);
  }
}

/** @throws DetectorsError for what is no whole number from 1 */
export function checkCount(call: string, option: string, value: number, repair: string): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new DetectorsError(call, option, `must be a whole number from 1, got ${value}`, repair);
}
