import { describe, expect, it } from 'vitest';
import type { Statement } from '../loops.js';
import {
  add,
  call,
  doublesKernel,
  ifAny,
  kernel,
  laneFunction,
  leave,
  loadWidened,
  local,
  lt,
  number,
  run,
  set,
  store,
} from './build.js';
import { verifyModule } from './verify.js';

const check = (...body: readonly Statement[]): (() => void) => {
  return () => {
    verifyModule({
      precision: 'float32',
      exports: ['main'],
      buffers: [{ name: 'out', kind: 'lanes', length: 1 }],
      functions: [
        laneFunction('twice', ['x'], [], add(local('x'), local('x'))),
        kernel('main', ['n'], body),
      ],
    });
  };
};

describe('the verifier of loops', () => {
  it('takes a module that holds together', () => {
    expect(check(set('a', call('twice', number(1))), store('n', 0, local('a')))).not.toThrow();
  });

  it('names the local that has no value on every way to its use', () => {
    const sometimes = ifAny(lt(number(0), number(1)), [set('a', number(1))]);
    expect(check(sometimes, store(0, 0, local('a')))).toThrow(
      "loops: function 'main': 'a' has no value yet where it is used",
    );
  });

  it('tells indices from lanes, and masks from numbers', () => {
    expect(check(set('a', local('n')))).toThrow("'n' holds index and is used as lanes");
    expect(check(ifAny(add(number(1), number(2)), []))).toThrow(
      "the result of 'add' is used as a mask",
    );
  });

  it('keeps kernels of doubles to what can be done for some lanes and then for the others', () => {
    const checkDoubles =
      (...body: readonly Statement[]) =>
      () => {
        verifyModule({
          precision: 'float32',
          exports: [],
          buffers: [],
          functions: [doublesKernel('measure', [], body), kernel('main', [], [])],
        });
      };
    expect(checkDoubles(set('a', loadWidened(0, 0)), store(0, 0, local('a')))).not.toThrow();
    expect(check(set('a', loadWidened(0, 0)))).toThrow('only a kernel of doubles widens');
    expect(checkDoubles(leave)).toThrow('a kernel of doubles is left early');
    expect(checkDoubles(run('main'))).toThrow("a kernel of doubles runs 'main'");
    expect(checkDoubles(ifAny(lt(number(0), number(1)), []))).toThrow('asks whether any lane');
  });

  it('knows which functions there are, of which kind and with how many arguments', () => {
    expect(check(run('other'))).toThrow("there is no function 'other'");
    expect(check(run('twice'))).toThrow("'twice' is a function of the other kind");
    expect(check(set('a', call('twice')))).toThrow("'twice' takes 1 arguments, got 0");
  });
});
