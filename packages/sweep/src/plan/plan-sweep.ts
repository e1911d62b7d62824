/** A spec and a scenario become cells and tiles. */
import type { Scenario } from '@brink/scenarios';
import { SweepError } from '../errors.js';
import { nearNames } from '../spec/near-names.js';
import type { SweepSpec } from '../spec/spec.js';
import { planAxes } from './plan-axes.js';
import type { PlannedAxis, ProgramKey, SweepPlan, Tile } from './plan.js';

/** A run's table and its maps are held in memory whole; past this they would not be. */
const mostCells = 2 ** 24;

/**
 * Cells of one variant and one combination of structural values share tiles, in the order of their
 * index, so that the fastest numeric axis runs along a tile and neighbours sit in one group of lanes.
 * @param tileCells the most cells of a tile; a run keeps it, so that a resume has the same tiles
 * @throws SweepError where the scenario cannot be swept as asked
 */
export function planSweep(
  spec: SweepSpec,
  scenario: Scenario,
  { tileCells }: { readonly tileCells: number },
): SweepPlan {
  const axes = planAxes(spec, scenario);
  const variants = chosenVariants(spec, scenario);
  const perVariant = axes.reduce((product, { values }) => product * values.length, 1);
  const cellCount = perVariant * variants.length;
  if (cellCount > mostCells)
    throw new SweepError({
      option: 'grid',
      problem: `makes more than ${mostCells} cells`,
      received: String(cellCount),
      repair: 'take a coarser grid or fewer values',
    });
  const { programs, groups } = groupCells(variants, axes, perVariant);
  return {
    variants,
    axes,
    seed: spec.seed,
    steps: spec.steps ?? scenario.steps,
    precision: spec.precision ?? scenario.precision,
    cellCount,
    tileCells,
    programs,
    tiles: cutTiles(groups, tileCells),
  };
}

/**
 * The most cells of a tile: about a hundredth of the run, so that progress is smooth and a crash
 * costs little. Compiled engines take whole groups of 16 lanes; eager cells are a thousand times slower.
 */
export function tileCellsFor(engine: 'eager' | 'wasm', cellCount: number): number {
  const hundredth = Math.ceil(cellCount / 100);
  if (engine === 'eager') return Math.min(Math.max(hundredth, 1), 16);
  return Math.min(Math.max(Math.ceil(hundredth / 16) * 16, 16), 512);
}

function chosenVariants(spec: SweepSpec, scenario: Scenario): readonly string[] {
  const known = Object.keys(scenario.variants);
  if (spec.variants === 'all') return known;
  const chosen = spec.variants.flatMap((name) => {
    if (Object.hasOwn(scenario.variants, name)) return [name];
    const fixes = known.filter((each) => each !== 'broken');
    if (name === 'fixed' && fixes.length > 0) return fixes;
    throw new SweepError({
      option: 'variant',
      problem: `is not a variant of '${scenario.name}'`,
      received: `'${name}'`,
      repair: nearNames(name, [...known, 'all']),
    });
  });
  return known.filter((name) => chosen.includes(name));
}

/** The cells of each program, programs in the order in which their first cell comes. */
function groupCells(
  variants: readonly string[],
  axes: readonly PlannedAxis[],
  perVariant: number,
): { readonly programs: readonly ProgramKey[]; readonly groups: readonly (readonly number[])[] } {
  const structural = axes.filter(({ kind }) => kind !== 'numeric');
  const programs: ProgramKey[] = [];
  const groups: number[][] = [];
  const perProgram = structural.reduce((product, { values }) => product * values.length, 1);
  variants.forEach((variant, position) => {
    for (let code = 0; code < perProgram; code++) {
      programs.push({ variant, structural: valuesAt(structural, code) });
      groups.push([]);
    }
    for (let offset = 0; offset < perVariant; offset++)
      groups[position * perProgram + structuralCode(axes, offset)]!.push(
        position * perVariant + offset,
      );
  });
  return { programs, groups };
}

function cutTiles(groups: readonly (readonly number[])[], tileCells: number): readonly Tile[] {
  const tiles: Tile[] = [];
  groups.forEach((cells, program) => {
    for (let from = 0; from < cells.length; from += tileCells)
      tiles.push({ index: tiles.length, program, cells: cells.slice(from, from + tileCells) });
  });
  return tiles;
}

/** The values at a position of the product of some axes, the last fastest. */
export function valuesAt(
  axes: readonly PlannedAxis[],
  position: number,
): Readonly<Record<string, number | string>> {
  const values: (readonly [string, number | string])[] = [];
  let rest = position;
  for (const { name, values: all } of axes.toReversed()) {
    values.push([name, all[rest % all.length]!]);
    rest = Math.floor(rest / all.length);
  }
  return Object.fromEntries(values.reverse());
}

/** The position of a cell's structural values in the product of the structural axes. */
function structuralCode(axes: readonly PlannedAxis[], offset: number): number {
  let code = 0;
  let scale = 1;
  let rest = offset;
  for (const { kind, values } of axes.toReversed()) {
    if (kind !== 'numeric') {
      code += (rest % values.length) * scale;
      scale *= values.length;
    }
    rest = Math.floor(rest / values.length);
  }
  return code;
}
