import { describe, expect, it } from 'vitest';
import { parseAxis } from './axis.js';

describe('an axis as text', () => {
  it.each([
    ['lr=1e-3:1e3:log', { kind: 'range', low: 1e-3, high: 1e3, scale: 'log' }],
    ['x = -1 : 2.5 : linear', { kind: 'range', low: -1, high: 2.5, scale: 'linear' }],
    ['x=.5:2', { kind: 'range', low: 0.5, high: 2, scale: null }],
    ['seqLen=5,20,50', { kind: 'values', values: [5, 20, 50] }],
    ['lr=0.1', { kind: 'values', values: [0.1] }],
    ['cell=lstm,gru', { kind: 'values', values: ['lstm', 'gru'] }],
  ])('%s is read', (text, setting) => {
    expect(parseAxis(text).setting).toEqual(setting);
  });

  it.each([
    ['lr', "sweep: axis must name an axis and what it takes, got 'lr'; write NAME=LOW:HIGH:log"],
    ['=1', 'must name an axis'],
    ['lr=', 'has an empty value'],
    ['lr=1,,2', 'has an empty value'],
    ['lr=1e2:1e-4:log', "axis 'lr' must run from low to high, got 100:0.0001:log; swap the bounds"],
    ['lr=1:1', 'has equal bounds, got 1:1; for a fixed value write lr=1'],
    ['lr=nan:1', 'must have finite bounds'],
    ['lr=1:NaN', 'must have finite bounds'],
    ['lr=1:inf', 'must have finite bounds'],
    ['lr=1:1e999', 'must have finite bounds'],
    ['lr=-Infinity:0', 'must have finite bounds'],
    ['lr=NaN', 'must have finite values'],
    ['lr=1,Infinity', 'must have finite values'],
    ['lr=0:1:log', "axis 'lr' on a log scale must be positive, got 0:1:log; start above 0"],
    ['lr=-1:1:log', 'on a log scale must be positive'],
    ['lr=1:2:cubic', "has the unknown scale 'cubic'"],
    ['lr=1:2:log:3', 'has too many parts'],
    ['lr=a:2', 'must start at a number'],
    ['lr=1:b', 'must end at a number'],
    ['lr=1,2,1.0', 'has a value twice'],
  ])('%s is refused with the repair', (text, message) => {
    expect(() => parseAxis(text)).toThrow(message);
  });

  it('says in fields what is wrong, for whoever shows it', () => {
    expect(() => parseAxis('lr=2:1')).toThrowError(
      expect.objectContaining({
        name: 'SweepError',
        option: "axis 'lr'",
        received: '2:1',
        repair: 'swap the bounds',
      }) as Error,
    );
  });
});
