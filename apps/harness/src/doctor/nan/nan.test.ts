import { beforeAll, describe, expect, it } from 'vitest';
import { brink, lastJson } from '../../test-support/brink.js';
import { hasNativeTensorflow } from '../../test-support/native.js';
import {
  hidingPlaces,
  soundKernels,
  type HidingPlace,
  type HidingPlaces,
} from './hiding-places.js';
import { pageOf } from './page.js';
import { probes, untried } from './probe.js';

let found: HidingPlaces & { readonly places: readonly HidingPlace[] };
beforeAll(async () => {
  found = lastJson(await brink(['doctor', '--nan', '--json'])) as typeof found;
});

const lostOn = (backend: string) =>
  found.backends
    .find((one) => one.backend === backend)!
    .tries.filter(({ outcome }) => outcome === 'lost')
    .map(({ kernel, place }) => `${kernel}: ${place}`);

describe('brink doctor --nan', () => {
  it('finds what wasm is known to lose, and cpu not', () => {
    for (const known of [
      'Relu6: forward, NaN in argument 1',
      'ClipByValue: forward, NaN in argument 1',
      'Maximum: forward, NaN in argument 2',
      'Relu: forward, NaN with the sign bit in argument 1',
    ]) {
      expect(lostOn('wasm')).toContain(known);
      expect(lostOn('cpu')).not.toContain(known);
    }
  });

  it('finds the maximum of a pool on every backend', () => {
    for (const { backend } of found.backends)
      expect(lostOn(backend), backend).toContain('MaxPool: forward, NaN in argument 1');
  });

  it('tries a gradient at an infinity where it has no finite limit', () => {
    for (const { backend, tries } of found.backends) {
      const outcome = (kernel: string, value: string) =>
        tries.find(
          (one) => one.kernel === kernel && one.place === `gradient, ${value} in argument 1`,
        )?.outcome;
      // The slope 1 / x goes to 0; below 0 there is no logarithm, and tfjs gives the slope 1 / x.
      expect(outcome('Log', 'Infinity'), backend).toBeUndefined();
      expect(outcome('Log', '-Infinity'), backend).toBe('lost');
      expect(outcome('Square', 'Infinity'), backend).toBe('kept');
      expect(outcome('BatchMatMul', '-Infinity'), backend).toBe('kept');
      expect(outcome('Tanh', 'Infinity'), backend).toBeUndefined();
      expect(outcome('Sin', 'Infinity'), backend).toBe('kept');
    }
  });

  it.each(['Add', 'Multiply', 'BatchMatMul', 'Exp', 'Sum', 'Conv2D'])(
    'lets %s be, which keeps what is not finite everywhere',
    (kernel) => {
      expect(soundKernels(found)).toContain(kernel);
    },
  );

  it('tries every kernel of every backend, or has a reason not to', () => {
    for (const { backend, forgotten, tries } of found.backends) {
      expect(forgotten, backend).toEqual([]);
      expect(tries.length).toBeGreaterThan(500);
    }
    const tried = probes.map(({ kernel }) => kernel.split(' ')[0]!);
    expect(tried.filter((kernel) => untried[kernel] !== undefined)).toEqual([]);
  });

  it('tries every gradient that tfjs has', () => {
    for (const { backend, refused } of found.backends)
      for (const [probe, why] of Object.entries(refused))
        expect(why, `${backend}, ${probe}`).toMatch(
          /no such kernel|not registered for backend|gradient function not found/,
        );
  });

  it('says of a backend that is not here that it was not tried', async () => {
    const { stdout, code } = await brink(['doctor', '--nan'], {
      env: { BRINK_NATIVE: '/nowhere' },
    });
    expect(code).toBe(0);
    expect(stdout).toMatch(/Relu6 +│ forward, NaN in argument 1 +│ kept +│ lost/);
    expect(stdout).toContain('tensorflow was not tried: native TensorFlow is not installed');
  });

  it.skipIf(!hasNativeTensorflow)(
    'tries TensorFlow, whose maximum keeps a NaN [needs native TensorFlow]',
    () => {
      expect(lostOn('tensorflow')).not.toContain('Maximum: forward, NaN in argument 2');
      expect(found.missing).toEqual({});
    },
  );

  it('is a page with a row for each place that some backend loses', () => {
    const page = pageOf(found, 'tfjs of this test');
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.length).toBe(hidingPlaces(found).length);
    expect(page).toMatch(/^\| `Relu6` \| forward, NaN in argument 1 \| kept \| \*\*lost\*\* \|/m);
    expect(page).toContain('npm run documents:nan');
  });
});
