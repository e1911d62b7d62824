/** An instance of a compiled training that runs cells. */
import type { CompiledTraining, LaneHistory, Program } from '../program.js';
import { load } from '../wasm/load.js';

/** A program with memory of its own. @throws RangeError from `run` for too many cells or a row of the wrong length. */
export function loadProgram(compiled: CompiledTraining): Program {
  const { lanes, layout, steps, axes, sites } = compiled;
  const instance = load(compiled.module);
  const Floats = compiled.precision === 'float32' ? Float32Array : Float64Array;
  const at = (name: string, length: number): Float32Array | Float64Array =>
    new Floats(instance.memory.buffer, layout[name], length);
  return {
    lanes,
    run(cells) {
      if (cells.length === 0) return [];
      if (cells.length > lanes)
        throw new RangeError(
          `compiler: a program runs at most ${lanes} cells at a time, got ${cells.length}; split them`,
        );
      writeAxes(at('axes', axes.length * lanes), cells, axes.length, lanes);
      instance.run('init');
      instance.run('steps', 0, steps);
      const losses = at('losses', steps * lanes);
      const firstBadStep = at('firstBadStep', lanes);
      const badSite = at('badSite', lanes);
      const badIsNaN = at('badIsNaN', lanes);
      return cells.map((_, lane): LaneHistory => {
        const bad = firstBadStep[lane]!;
        const ran = bad < 0 ? steps : bad + 1;
        return {
          losses: Float64Array.from(
            { length: ran },
            (_unused, step) => losses[step * lanes + lane]!,
          ),
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
