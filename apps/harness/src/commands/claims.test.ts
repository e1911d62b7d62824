import { describe, expect, it } from 'vitest';
import { brink, lastJson } from '../test-support/brink.js';

describe('brink claims', () => {
  it('measures the claims that are named, and says what was run', async () => {
    const finished = await brink(['claims', '--only', 'where-guards,softmax-by-hand', '--json']);
    expect(finished.code).toBe(0);
    expect(lastJson(finished)).toMatchObject([
      {
        name: 'softmax-by-hand',
        kind: 'cause',
        verdict: 'as told',
        figures: [{ label: 'logits x 1000', runs: 3, bearing: 3 }],
        command: 'brink claims --only softmax-by-hand',
      },
      {
        name: 'where-guards',
        kind: 'guard',
        verdict: 'not as told',
        figures: [{ runs: 3, bearing: 0 }],
        besides: [{ label: 'where inside too', runs: 3, bearing: 3 }],
      },
    ]);
  });

  it('refuses a claim that there is not, and lists those that there are', async () => {
    const { code, stdout, stderr } = await brink(['claims', '--only', 'nothing']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain("no claim is called 'nothing'; there are features-of-1e4-adam");
  });
});
