/** An instance of a compiled training that runs cells. */
import type { CompiledTraining, LaneSummary, Program } from '../program.js';
import { load } from '../wasm/load.js';
import { SUMMARY } from './summary.js';

/** A program with memory of its own. @throws RangeError from `run` for too many cells or a row of the wrong length. */
export function loadProgram(compiled: CompiledTraining): Program {
  const { lanes, layout, steps, axes, sites } = compiled;
  const instance = load(compiled.module);
  const Floats = compiled.precision === 'float32' ? Float32Array : Float64Array;
  const at = (name: string, length: number): Float32Array | Float64Array =>
    new Floats(instance.memory.buffer, layout[name], length);
  const stepsRun = (lane: number): number => {
    const bad = at('firstBadStep', lanes)[lane]!;
    return bad < 0 ? steps : bad + 1;
  };
  return {
    lanes,
    losses(lane) {
      const losses = at('losses', steps * lanes);
      return Float64Array.from(
        { length: stepsRun(lane) },
        (_, step) => losses[step * lanes + lane]!,
      );
    },
    run(cells) {
      if (cells.length === 0) return [];
      if (cells.length > lanes)
        throw new RangeError(
          `compiler: a program runs at most ${lanes} cells at a time, got ${cells.length}; split them`,
        );
      writeAxes(at('axes', axes.length * lanes), cells, axes.length, lanes);
      instance.run('init');
      instance.run('steps', 0, steps);
      instance.run('summarise');
      const summary = new Float64Array(
        instance.memory.buffer,
        layout.summary,
        SUMMARY.length * lanes,
      );
      const firstBadStep = at('firstBadStep', lanes);
      const badSite = at('badSite', lanes);
      const badIsNaN = at('badIsNaN', lanes);
      return cells.map((_, lane): LaneSummary => {
        const bad = firstBadStep[lane]!;
        const told = (name: (typeof SUMMARY)[number]): number =>
          summary[SUMMARY.indexOf(name) * lanes + lane]!;
        return {
          steps: stepsRun(lane),
          initialLoss: told('initialLoss'),
          finalLoss: told('finalLoss'),
          leastLoss: told('leastLoss'),
          endLoss: told('endLoss'),
          measure: told('measure'),
          firstBadStep: bad,
          site: bad < 0 ? null : sites[badSite[lane]!]!,
          badIsNaN: bad >= 0 && badIsNaN[lane] === 1,
        };
      });
    },
  };
}

/** Lanes without a cell of their own repeat the last. */
function writeAxes(
  into: Float32Array | Float64Array,
  cells: readonly (readonly number[])[],
  count: number,
  lanes: number,
): void {
  for (let lane = 0; lane < lanes; lane++) {
    const cell = cells[Math.min(lane, cells.length - 1)]!;
    if (cell.length !== count)
      throw new RangeError(
        `compiler: a cell needs a value for each of ${count} axes, got ${cell.length}`,
      );
    for (let axis = 0; axis < count; axis++) into[axis * lanes + lane] = cell[axis]!;
  }
}
