// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { argumentsOf } from './swept.mjs';

it('a directory without a run is swept into, one with a run is gone on with', () => {
  const folder = mkdtempSync(join(tmpdir(), 'brink-swept-'));
  const run = join(folder, 'run');
  mkdirSync(run);
  const options = ['tanh-mlp', '--grid', '2'];
  const sweep = ['sweep', ...options, '--threads', '1', '--out', run];
  expect(argumentsOf(run, options, '1')).toEqual(sweep);
  writeFileSync(join(run, 'run.json'), '{}');
  expect(argumentsOf(run, options, '1')).toEqual(['resume', run, '--threads', '1']);
  expect(argumentsOf(run, options)).toEqual(['resume', run]);
  rmSync(folder, { recursive: true });
});
