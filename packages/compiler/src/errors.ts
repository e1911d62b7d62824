/** What lowering refuses; the message says what to do instead. */
export class LoweringError extends Error {
  override readonly name = 'LoweringError';
  /** The primitive that could not be lowered. */
  readonly primitive: string;
  /** The user's own source line, where it is known. */
  readonly line: string | undefined;

  constructor(primitive: string, what: string, repair: string, line?: string) {
    super(`compiler: '${primitive}' ${what}${line === undefined ? '' : ` (${line})`}; ${repair}`);
    this.primitive = primitive;
    this.line = line;
  }
}
