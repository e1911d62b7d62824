/**
 * Whether a step left only finite values, told per lane. Every tensor's elements times 0 are
 * summed, which is 0 where all are finite and NaN elsewhere: one multiplication and one addition
 * an element. Only when that finds a lane newly bad are the sites looked at one after another.
 */
import type { Index, Kernel, Statement } from '../loops.js';
import {
  abs,
  add,
  baseOf,
  bitsAnd,
  bitsAndNot,
  bitsOr,
  choose,
  eq,
  forEach,
  fromIndex,
  iadd,
  idiv,
  ifAny,
  ifLess,
  imul,
  irem,
  kernel,
  leave,
  load,
  local,
  mul,
  ne,
  run,
  set,
  setIndex,
  store,
} from '../loops/build.js';
import type { Words } from '../lower/primitives.js';

/** A tensor that is checked after each step, in this order. */
export interface Checked {
  readonly site: string;
  readonly base: Index;
  readonly length: number;
}

/** The buffers that hold what became of each lane, and their lengths in vectors. */
export const HEALTH_BUFFERS = {
  /** A mask: the lanes that have had no bad value yet. */
  undecided: 1,
  poison: 1,
  firstBadStep: 1,
  badSite: 1,
  /** 1 where the first bad tensor held a NaN. */
  badIsNaN: 1,
} as const;

export function resetHealth(words: Words): readonly Statement[] {
  return [
    store(baseOf('undecided'), 0, words.mask(true)),
    store(baseOf('firstBadStep'), 0, words.number(-1)),
    store(baseOf('badSite'), 0, words.number(-1)),
    store(baseOf('badIsNaN'), 0, words.number(0)),
  ];
}

/** Looks at the tensors of a step; `step` is an index local. Leaves the function when every lane is decided. */
export function checkHealth(words: Words, checked: readonly Checked[]): readonly Statement[] {
  const poison = baseOf('poison');
  const bad = bitsAnd(ne(load(poison, 0), words.number(0)), load(baseOf('undecided'), 0));
  return [
    store(poison, 0, words.number(0)),
    ...checked.map(({ base, length }) => run('touch', base, length)),
    ifAny(bad, [
      ...checked.map(({ base, length }, at) => run('examine', base, length, at, 'step')),
      ...leaveWhenDecided(),
    ]),
  ];
}

/** Leaves the function when no lane is undecided. */
export function leaveWhenDecided(): readonly Statement[] {
  return [
    setIndex('alive', 0),
    ifAny(load(baseOf('undecided'), 0), [setIndex('alive', 1)]),
    ifLess('alive', 1, [leave]),
  ];
}

export function healthKernels(words: Words): readonly Kernel[] {
  return [touchKernel(words), examineKernel(words)];
}

/** Adds the elements times 0 to the poison; four sums at a time, since they need no order. */
function touchKernel(words: Words): Kernel {
  const zero = words.number(0);
  const sums = ['a', 'b', 'c', 'd'];
  const touched = (name: string, offset: number): Statement =>
    set(name, add(local(name), mul(load('at', offset), zero)));
  const [a, b, c, d] = sums.map(local) as [ReturnType<typeof local>, ...ReturnType<typeof local>[]];
  return kernel(
    'touch',
    ['values', 'length'],
    [
      set('a', load(baseOf('poison'), 0)),
      ...sums.slice(1).map((name) => set(name, zero)),
      forEach('i', idiv('length', 4), [
        setIndex('at', iadd('values', imul('i', 4))),
        ...sums.map(touched),
      ]),
      setIndex('whole', imul(idiv('length', 4), 4)),
      forEach('j', irem('length', 4), [
        setIndex('at', iadd(iadd('values', 'whole'), 'j')),
        touched('a', 0),
      ]),
      store(baseOf('poison'), 0, add(add(a, b!), add(c!, d!))),
    ],
  );
}

/** Decides the undecided lanes that have a value in this tensor that is not finite. */
function examineKernel(words: Words): Kernel {
  const value = local('value');
  const newly = local('newly');
  const decide = (buffer: string, whenNew: ReturnType<typeof local>): Statement =>
    store(baseOf(buffer), 0, choose(newly, whenNew, load(baseOf(buffer), 0)));
  return kernel(
    'examine',
    ['values', 'length', 'site', 'step'],
    [
      set('bad', words.mask(false)),
      set('nan', words.mask(false)),
      forEach('i', 'length', [
        setIndex('at', iadd('values', 'i')),
        set('value', load('at', 0)),
        set('nan', bitsOr(local('nan'), ne(value, value))),
        set('bad', bitsOr(local('bad'), eq(abs(value), words.number(Infinity)))),
      ]),
      set('newly', bitsAnd(bitsOr(local('bad'), local('nan')), load(baseOf('undecided'), 0))),
      decide('firstBadStep', fromIndex('step')),
      decide('badSite', fromIndex('site')),
      decide('badIsNaN', choose(local('nan'), words.number(1), words.number(0))),
      store(baseOf('undecided'), 0, bitsAndNot(load(baseOf('undecided'), 0), newly)),
    ],
  );
}
