/** What `brink doctor` found about one part. */
export interface Finding {
  /** For example `backend wasm`. */
  readonly part: string;
  readonly state: 'works' | 'missing' | 'broken';
  /** Brink runs without it. */
  readonly optional: boolean;
  readonly detail: string;
  /** What to do; null where there is nothing to do. */
  readonly repair: string | null;
}
