import { defineConfig } from 'vitest/config';

/**
 * What every project's tests share. No test asserts a time, so the limits are only there to end
 * one that hangs, also on a machine that is busy with other work.
 */
export const shared = defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: Number(process.env.BRINK_TEST_WORKERS ?? 2),
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: ['default', ['json', { outputFile: 'test-results.json' }]],
    env: { TF_CPP_MIN_LOG_LEVEL: '2', TF_NUM_INTRAOP_THREADS: '1', TF_NUM_INTEROP_THREADS: '1' },
  },
});
