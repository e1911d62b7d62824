import { expect, it } from 'vitest';
import { boundaryOf, richestWindow, tallyOf } from './boundary.mjs';

it('counts what converges, and the cells with a neighbour on the other side', () => {
  // Three columns: the second row is the last that converges.
  const measures = [-1, -1, -1, -1, -1, -1, 2, 2, 2];
  expect(tallyOf(measures, 3)).toEqual({ cells: 9, converging: 6, boundary: 6 });
  expect(tallyOf([-1, 1, 1, 1], 2)).toEqual({ cells: 4, converging: 1, boundary: 3 });
  // The end of a row is no neighbour of the start of the next.
  expect(boundaryOf([-1, -1, 1, 1], 4)).toEqual([false, true, true, false]);
  expect(boundaryOf([-1, 1, -1, 1, -1, 1], 2)).toEqual(Array.from({ length: 6 }, () => true));
});

it('finds the window that holds most of the boundary, the first where two hold as many', () => {
  const boundary = [
    ...[false, false, false, false],
    ...[false, true, false, true],
    ...[false, true, true, false],
    ...[true, false, false, false],
  ];
  expect(richestWindow(boundary, 4, 2)).toEqual({
    from: { row: 1, column: 1 },
    to: { row: 2, column: 2 },
    held: 3,
  });
  expect(
    richestWindow(
      Array.from({ length: 4 }, () => true),
      2,
      1,
    ).from,
  ).toEqual({
    row: 0,
    column: 0,
  });
});
