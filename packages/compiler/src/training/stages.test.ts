import { expect, test } from 'vitest';
import { tanhNet } from '../test-support/tanh-net.js';
import { compileStages } from './stages.js';

test('each stage of a compilation can be read', () => {
  const stages = compileStages(tanhNet({ samples: 64, width: 8, steps: 3, precision: 'float32' }));
  expect(stages.graph).toContain(';; step');
  expect(stages.graph).toContain('matMul');
  expect(stages.loops).toMatch(/kernel steps\(from, count\)/);
  expect(stages.loops).toMatch(/kernel matMul_tanh_/);
  expect(stages.wat).toMatch(/\(export "steps"\)/);
  expect(stages.wat).toContain('v128.load32_splat');
});
