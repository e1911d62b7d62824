/** A module of loops that does not hold together. The lowering made it, so this is a fault of ours. */
export class LoopsError extends Error {
  override readonly name = 'LoopsError';

  constructor(
    /** The function or buffer that is at fault. */
    readonly where: string,
    readonly problem: string,
  ) {
    super(`loops: ${where}: ${problem}`);
  }
}
