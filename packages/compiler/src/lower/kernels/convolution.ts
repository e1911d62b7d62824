/**
 * Convolutions and their gradients as direct loops. Cells of the window outside of the input are
 * left out. Sums run over the window's rows, its columns, then channels; those of an input's gradient
 * over the output's rows, columns, then channels, those of a filter's over samples, rows, columns.
 */
import type { Node, NodeId, Window2d } from '@brink/graph';
import { add, local, mul, set } from '../../loops/build.js';
import { addAffine, addConstant, type Affine, affineIndex, int, scaleAffine } from '../affine.js';
import type { Elements } from '../elements.js';
import { runsOf } from './tiles.js';

const CHANNELS = 4;

type Convolution = Extract<
  Node,
  { op: `${'conv2d' | 'depthwiseConv2d'}${'' | 'InputGradient' | 'FilterGradient'}` }
>;

/** Runs `body` where 0 <= `at` < `count`; where that is known, without asking. */
export function inside(elements: Elements, at: Affine, count: number, body: () => void): void {
  const { emitter } = elements;
  emitter.ifLess(int(-1), affineIndex(at), () => {
    emitter.ifLess(affineIndex(at), int(count), body);
  });
}

export function windowed(position: Affine, cell: Affine, window: Window2d, axis: 0 | 1): Affine {
  return addConstant(
    addAffine(
      scaleAffine(position, window.strides[axis]),
      scaleAffine(cell, window.dilations[axis]),
    ),
    -window.padding[axis === 0 ? 0 : 2],
  );
}

/** Runs `body` with the output position whose window has the input position as `cell`, where there is one. */
function unwindowed(
  elements: Elements,
  position: Affine,
  cell: Affine,
  window: Window2d,
  axis: 0 | 1,
  count: number,
  body: (output: Affine) => void,
): void {
  const { emitter } = elements;
  const stride = window.strides[axis];
  const reach = addConstant(
    addAffine(position, scaleAffine(cell, -window.dilations[axis])),
    window.padding[axis === 0 ? 0 : 2],
  );
  emitter.ifLess(int(-1), affineIndex(reach), () => {
    if (stride === 1) {
      emitter.ifLess(affineIndex(reach), int(count), () => {
        body(reach);
      });
      return;
    }
    const output = emitter.opaque(
      [reach],
      count,
      ([a]) => ({ kind: 'idiv', a: a!, b: int(stride) }),
      `over${stride}`,
    );
    const rest = emitter.opaque(
      [reach],
      stride,
      ([a]) => ({ kind: 'irem', a: a!, b: int(stride) }),
      `rest${stride}`,
    );
    emitter.ifLess(affineIndex(rest), int(1), () => {
      emitter.ifLess(affineIndex(output), int(count), () => {
        body(output);
      });
    });
  });
}

export function writeConvolution(elements: Elements): void {
  const { site } = elements;
  const node = elements.node(site.root) as Convolution;
  switch (node.op) {
    case 'conv2d':
    case 'depthwiseConv2d':
      writeForward(elements, node);
      return;
    case 'conv2dInputGradient':
    case 'depthwiseConv2dInputGradient':
      writeInputGradient(elements, node);
      return;
    default:
      writeFilterGradient(elements, node);
  }
}

/** Loops over all but the last dimension, with several sums along the last. */
function withSums(
  elements: Elements,
  dims: readonly number[],
  body: (
    places: readonly (readonly Affine[])[],
    addTo: (at: number, value: ReturnType<typeof mul>) => void,
  ) => void,
): void {
  const { emitter, site } = elements;
  emitter.nest(dims.slice(0, -1), (outer) => {
    for (const run of runsOf(dims[dims.length - 1]!, CHANNELS))
      emitter.loop(run.turns, (turn) => {
        const places = Array.from({ length: run.size }, (_, offset): Affine[] => [
          ...outer,
          addConstant(scaleAffine(turn, run.size), run.start + offset),
        ]);
        const sums = places.map((place) => {
          const name = emitter.name('sum');
          const start = site.accumulates ? elements.loadOutput(place) : site.words.number(0);
          emitter.push(set(name, start));
          return name;
        });
        body(places, (at, value) => {
          emitter.push(set(sums[at]!, add(local(sums[at]!), value)));
        });
        places.forEach((place, at) => {
          elements.store(place, local(sums[at]!));
        });
      });
  });
}

function writeForward(elements: Elements, node: Convolution): void {
  const { emitter, site } = elements;
  const window = node.attributes;
  const blocked = elements.rootBlocked;
  const [input, filter] = node.inputs as readonly [NodeId, NodeId];
  const [, height, width, channels] = elements.node(input).shape as readonly [
    number,
    number,
    number,
    number,
  ];
  const depthwise = node.op === 'depthwiseConv2d';
  const multiplier = elements.node(filter).shape[3]!;
  withSums(elements, elements.dims(site.root, blocked), (places, addTo) => {
    const [sample, y, x] = places[0]! as readonly [Affine, Affine, Affine];
    emitter.loop(window.window[0], (row) => {
      const inY = windowed(y, row, window, 0);
      inside(elements, inY, height, () => {
        emitter.loop(window.window[1], (column) => {
          const inX = windowed(x, column, window, 1);
          inside(elements, inX, width, () => {
            if (depthwise) {
              places.forEach((place, at) => {
                const [c, m] = emitter.delinearise(place[3]!, [channels, multiplier]) as [
                  Affine,
                  Affine,
                ];
                const value = elements.input(site.root, 0, [sample, inY, inX, c], blocked, 0);
                const weight = elements.input(site.root, 1, [row, column, c, m], blocked, null);
                addTo(at, mul(value, weight));
              });
              return;
            }
            emitter.loop(channels, (c) => {
              const value = elements.input(site.root, 0, [sample, inY, inX, c], blocked, 0);
              places.forEach((place, at) => {
                const weight = elements.input(
                  site.root,
                  1,
                  [row, column, c, place[3]!],
                  blocked,
                  null,
                );
                addTo(at, mul(value, weight));
              });
            });
          });
        });
      });
    });
  });
}

/** From the last cell of a window to the first: an input's outputs then come in rising order. */
function fallingLoop(elements: Elements, count: number, body: (cell: Affine) => void): void {
  elements.emitter.loop(count, (turn) => {
    body(addConstant(scaleAffine(turn, -1), count - 1));
  });
}

function writeInputGradient(elements: Elements, node: Convolution): void {
  const { emitter, site } = elements;
  const window = node.attributes;
  const blocked = elements.rootBlocked;
  const [gradient, filter] = node.inputs as readonly [NodeId, NodeId];
  const [, height, width, outputs] = elements.node(gradient).shape as readonly [
    number,
    number,
    number,
    number,
  ];
  const depthwise = node.op === 'depthwiseConv2dInputGradient';
  const multiplier = elements.node(filter).shape[3]!;
  withSums(elements, elements.dims(site.root, blocked), (places, addTo) => {
    const [sample, y, x] = places[0]! as readonly [Affine, Affine, Affine];
    fallingLoop(elements, window.window[0], (row) => {
      unwindowed(elements, y, row, window, 0, height, (outY) => {
        fallingLoop(elements, window.window[1], (column) => {
          unwindowed(elements, x, column, window, 1, width, (outX) => {
            emitter.loop(depthwise ? multiplier : outputs, (over) => {
              places.forEach((place, at) => {
                const channel = place[3]!;
                const out = depthwise ? addAffine(scaleAffine(channel, multiplier), over) : over;
                const value = elements.input(site.root, 0, [sample, outY, outX, out], blocked, 0);
                const weight = elements.input(
                  site.root,
                  1,
                  [row, column, channel, over],
                  blocked,
                  null,
                );
                addTo(at, mul(value, weight));
              });
            });
          });
        });
      });
    });
  });
}

function writeFilterGradient(elements: Elements, node: Convolution): void {
  const { emitter, site } = elements;
  const window = node.attributes;
  const reduces = site.block !== undefined && site.samples.reduces[site.root] === true;
  const [input, gradient] = node.inputs as readonly [NodeId, NodeId];
  const [count, height, width] = elements.node(input).shape as readonly [number, number, number];
  const [, outHeight, outWidth] = elements.node(gradient).shape as readonly [
    number,
    number,
    number,
  ];
  const depthwise = node.op === 'depthwiseConv2dFilterGradient';
  const multiplier = node.shape[3]!;
  withSums(elements, node.shape, (places, addTo) => {
    const [row, column, channel] = places[0]! as readonly [Affine, Affine, Affine];
    emitter.loop(reduces ? site.block! : count, (sample) => {
      emitter.loop(outHeight, (outY) => {
        const inY = windowed(outY, row, window, 0);
        inside(elements, inY, height, () => {
          emitter.loop(outWidth, (outX) => {
            const inX = windowed(outX, column, window, 1);
            inside(elements, inX, width, () => {
              const value = elements.input(site.root, 0, [sample, inY, inX, channel], reduces, 0);
              places.forEach((place, at) => {
                const out = depthwise
                  ? addAffine(scaleAffine(channel, multiplier), place[3]!)
                  : place[3]!;
                const slope = elements.input(site.root, 1, [sample, outY, outX, out], reduces, 0);
                addTo(at, mul(value, slope));
              });
            });
          });
        });
      });
    });
  });
}
