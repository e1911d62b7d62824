import { describe, expect, test } from 'vitest';
import { rationalLibrary, rationalTanh } from '../test-support/rational-tanh.js';
import { tanhNet, tanhNetLosses } from '../test-support/tanh-net.js';
import { lineFit, lineFitLosses } from '../test-support/line-fit.js';
import { compileTraining, compileWith } from './compile.js';
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
    const { run, losses } = await program;
    run(CELLS).forEach(({ steps }, lane) => {
      const [lr0, lr1] = CELLS[lane]! as [number, number];
      const plain = tanhNetLosses(NET, lr0, lr1, rationalTanh);
      expect([...losses(lane)]).toEqual(plain.slice(0, steps));
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

  test('without its checks trains on to the last step, with the same losses before it breaks', async () => {
    const unchecked = await compileWith(tanhNet(NET), rationalLibrary, { checks: false });
    const checked = await program;
    const [stopped] = checked.run([CELLS[2]!]);
    const other = loadProgram(unchecked);
    const [summary] = other.run([CELLS[2]!]);
    expect(summary).toMatchObject({ firstBadStep: -1, site: null, steps: NET.steps });
    expect(stopped!.steps).toBeLessThan(NET.steps);
    expect([...other.losses(0).slice(0, stopped!.steps)]).toEqual([...checked.losses(0)]);
  });

  test('says what is wrong with cells that it cannot run', async () => {
    const loaded = await program;
    expect(() => loaded.run([...CELLS, [1, 1]])).toThrow('at most 4 cells at a time, got 5');
    expect(() => loaded.run([[1]])).toThrow('a value for each of 2 axes, got 1');
  });
});

describe('a training on minibatches whose loss is recorded on all data', () => {
  const steps = 12;
  const program = compileTraining(lineFit(steps)).then(loadProgram);

  test('takes the rows of each step, and records the loss before the update', async () => {
    const cells = [
      [0.05, 1],
      [0.1, 1],
      [0.01, 3],
    ];
    const { run, losses } = await program;
    run(cells).forEach(({ firstBadStep }, lane) => {
      const [lr, boost] = cells[lane]! as [number, number];
      expect([...losses(lane)]).toEqual(lineFitLosses(steps, lr, boost));
      expect(firstBadStep).toBe(-1);
    });
  });

  test('names the first tensor that is not finite: loss, gradient or parameter', async () => {
    const histories = (await program).run([
      [0.1, Infinity],
      [1e39, 1],
      [1e30, 1],
      [0, NaN],
    ]);
    expect(
      histories.map(({ firstBadStep, site, badIsNaN }) => [firstBadStep, site, badIsNaN]),
    ).toEqual([
      [0, 'gradient:w', false],
      [0, 'parameter:w', false],
      [1, 'loss', false],
      [0, 'gradient:w', true],
    ]);
    expect(histories.map(({ steps: ran }) => ran)).toEqual([1, 1, 2, 1]);
  });
});

test('float64 programs run two cells with the bits of a plain loop in double precision', async () => {
  const net = { samples: 40, width: 6, steps: 8, precision: 'float64' } as const;
  const rational = (x: number): number => (x * (27 + x * x)) / (27 + 9 * (x * x));
  const program = loadProgram(await compileWith(tanhNet(net), rationalLibrary));
  const cells = [
    [0.1, 0.3],
    [2, 1],
  ] as const;
  expect(program.lanes).toBe(2);
  program.run(cells).forEach((_, lane) => {
    const [lr0, lr1] = cells[lane]!;
    expect([...program.losses(lane)]).toEqual(tanhNetLosses(net, lr0, lr1, rational));
  });
});
