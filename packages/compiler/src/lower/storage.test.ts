import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shareMemory } from './storage.js';

test('no two values that live at the same time share a vector, and values that do not may', () => {
  const lifetime = fc
    .tuple(fc.integer({ min: 1, max: 20 }), fc.nat(30), fc.nat(10))
    .map(([length, from, more]) => ({ length, from, to: from + more }));
  fc.assert(
    fc.property(fc.array(lifetime, { maxLength: 40 }), (values) => {
      const { offsets, length } = shareMemory(values);
      values.forEach((a, i) => {
        expect(offsets[i]! + a.length).toBeLessThanOrEqual(length);
        values.forEach((b, j) => {
          if (j <= i || a.to < b.from || b.to < a.from) return;
          const apart =
            offsets[i]! + a.length <= offsets[j]! || offsets[j]! + b.length <= offsets[i]!;
          expect(apart).toBe(true);
        });
      });
    }),
    { seed: 5 },
  );
  const one = { length: 8, from: 0, to: 1 };
  expect(shareMemory([one, { ...one, from: 2, to: 3 }]).length).toBe(8);
});
