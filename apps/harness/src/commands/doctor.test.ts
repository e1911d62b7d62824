import { describe, expect, it } from 'vitest';
import { brink, lastJson } from '../test-support/brink.js';
import { hasNativeTensorflow } from '../test-support/native.js';

interface Examination {
  readonly healthy: boolean;
  readonly findings: readonly { readonly part: string; readonly state: string }[];
}

async function examine(env: Record<string, string> = {}) {
  const finished = await brink(['doctor', '--json'], { env });
  const examination = lastJson(finished) as Examination;
  const stateOf = (part: string) =>
    examination.findings.find((finding) => finding.part === part)?.state;
  return { finished, examination, stateOf };
}

describe('brink doctor', () => {
  it('runs the backends that every machine has', async () => {
    const { finished, examination, stateOf } = await examine({ BRINK_NATIVE: '/nowhere' });
    expect(finished.code).toBe(0);
    expect(examination.healthy).toBe(true);
    expect(stateOf('Node')).toBe('works');
    expect(stateOf('backend cpu')).toBe('works');
    expect(stateOf('backend wasm')).toBe('works');
  });

  it('says how to get what is missing, and does not count it as ill', async () => {
    const { stdout, code } = await brink(['doctor'], { env: { BRINK_NATIVE: '/nowhere' } });
    expect(stdout).toMatch(/backend tensorflow.*missing/);
    expect(stdout).toContain('npm run native');
    expect(code).toBe(0);
  });

  it.skipIf(!hasNativeTensorflow)(
    'runs native TensorFlow and tells its version [needs native TensorFlow]',
    async () => {
      const { stateOf, finished } = await examine();
      expect(stateOf('backend tensorflow')).toBe('works');
      expect(finished.stdout).toMatch(/TensorFlow \d+\.\d+/);
    },
  );
});
