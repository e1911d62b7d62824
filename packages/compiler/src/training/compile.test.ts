import { describe, expect, test } from 'vitest';
import { rationalLibrary, rationalTanh } from '../test-support/rational-tanh.js';
import { tanhNet, tanhNetLosses } from '../test-support/tanh-net.js';
import { compileWith } from './compile.js';
import { loadProgram } from './load-program.js';

const NET = { samples: 272, width: 16, steps: 20, precision: 'float32' } as const;
const CELLS = [
  [0.1, 0.1],
  [1, 3],
  [1e30, 1],
  [10, 10],
];

describe('a compiled training', () => {
  const program = compileWith(tanhNet(NET), rationalLibrary).then(loadProgram);

  test('has the losses of a plain loop that sums in the same order, bit for bit', async () => {
    const histories = (await program).run(CELLS);
    histories.forEach((history, lane) => {
      const [lr0, lr1] = CELLS[lane]! as [number, number];
      const plain = tanhNetLosses(NET, lr0, lr1, rationalTanh);
      expect([...history.losses]).toEqual(plain.slice(0, history.losses.length));
    });
  });

  test('stops a cell at its first value that is not finite and says where it was', async () => {
    const histories = (await program).run(CELLS);
    expect(histories.map(({ firstBadStep }) => firstBadStep)).toEqual([-1, -1, 1, -1]);
    expect(histories[2]).toMatchObject({ site: 'loss', badIsNaN: true });
    expect(histories[0]).toMatchObject({ site: null, badIsNaN: false });
  });

  test('gives a cell the same bits in any lane and beside any neighbours', async () => {
    const loaded = await program;
    const together = loaded.run(CELLS);
    const turned = loaded.run([...CELLS].reverse());
    expect(turned).toEqual([...together].reverse());
    CELLS.forEach((cell, lane) => {
      expect(loaded.run([cell])).toEqual([together[lane]]);
    });
  });

  test('says what is wrong with cells that it cannot run', async () => {
    const loaded = await program;
    expect(() => loaded.run([...CELLS, [1, 1]])).toThrow('at most 4 cells at a time, got 5');
    expect(() => loaded.run([[1]])).toThrow('a value for each of 2 axes, got 1');
  });
});
