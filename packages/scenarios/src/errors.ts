/** Every error of this package. The text is made of the fields; catch by class and read those. */

/** A definition, a point or a seed that cannot be used: which field, what was received, and the repair. */
export class ScenarioError extends Error {
  override readonly name = 'ScenarioError';

  constructor(
    /** The scenario's name, or null where it is not known. */
    readonly scenario: string | null,
    /** The path of what is wrong, for example `axes.lr.low`. */
    readonly field: string,
    /** What is wrong, as a predicate: `must be above 0`. */
    readonly problem: string,
    readonly received: unknown,
    readonly repair: string,
  ) {
    const where = scenario === null ? 'scenario' : `scenario ${scenario}`;
    super(`${where}: '${field}' ${problem}, got ${describeValue(received)}; ${repair}`);
  }
}

/** Throws the error of a field that is wrong. */
export type Refuse = (field: string, problem: string, received: unknown, repair: string) => never;

function describeValue(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'function') return 'a function';
  if (value === undefined || value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(describeValue).join(', ')}]`;
  return `an object with ${Object.keys(value).join(', ') || 'no fields'}`;
}
