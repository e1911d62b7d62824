/** What trying many numbers came to. Numbers are kept as bit patterns, which JSON keeps too. */

export interface Verdict {
  readonly tried: number;
  /** In units of the last place of float32, among results of the right kind; 0 where all are the nearest. */
  readonly worst: number;
  /** The bits of the first number with that error; null where `worst` is 0. */
  readonly worstAt: number | null;
  /** How many results are NaN or infinite where the mathematical one is not, or the other way. */
  readonly wrongKind: number;
  readonly wrongAt: number | null;
}

/** The verdict on two ranges, of which `a` is the lower. */
export function joined(a: Verdict, b: Verdict): Verdict {
  const worse = b.worst > a.worst ? b : a;
  return {
    tried: a.tried + b.tried,
    worst: worse.worst,
    worstAt: worse.worstAt,
    wrongKind: a.wrongKind + b.wrongKind,
    wrongAt: a.wrongAt ?? b.wrongAt,
  };
}

export function numberOf(bits: number): number {
  return new Float32Array(Uint32Array.of(bits).buffer)[0]!;
}
