/** When and where something was measured. */
import { cpus } from 'node:os';

export interface Stamp {
  readonly format: 1;
  readonly date: string;
  readonly machine: { readonly cpu: string; readonly cores: number; readonly node: string };
}

export const stamped = <Measured>(measured: Measured): Stamp & Measured => ({
  format: 1,
  date: new Date().toISOString().slice(0, 10),
  machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
  ...measured,
});
