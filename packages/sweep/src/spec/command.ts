/** A spec as the shell command that sweeps it again. */
import type { AxisSetting, SweepSpec } from './spec.js';

/** Everything that the cells depend on is spelled out; threads, which they do not depend on, are not. */
export function commandOf(spec: SweepSpec): string {
  const words = ['brink', 'sweep', spec.scenario];
  for (const [name, setting] of Object.entries(spec.axes))
    words.push('--axis', `${name}=${settingText(setting)}`);
  if (spec.grid !== null) words.push('--grid', spec.grid.join('x'));
  words.push('--variant', spec.variants === 'all' ? 'all' : spec.variants.join(','));
  if (spec.steps !== null) words.push('--steps', String(spec.steps));
  words.push('--seed', String(spec.seed), '--engine', spec.engine);
  if (spec.engine !== 'wasm') words.push('--backend', spec.backend);
  if (spec.precision !== null) words.push('--precision', spec.precision);
  return words.map(shellQuoted).join(' ');
}

/** The text that `parseAxis` reads after `NAME=`. */
export function settingText(setting: AxisSetting): string {
  return setting.kind === 'values'
    ? setting.values.map(String).join(',')
    : `${setting.low}:${setting.high}${setting.scale === null ? '' : `:${setting.scale}`}`;
}

/** As it is where no shell reads anything into it, else in single quotes. */
function shellQuoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
