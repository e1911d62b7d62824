/** Every program of the catalogue, at its smallest structural values, with a few points to run. */
import '@tensorflow/tfjs';
import { compileTraining, loadProgram, type Program } from '@brink/compiler';
import {
  catalogue,
  createTraining,
  numericOf,
  point,
  structuralOf,
  type Scenario,
  type TrainingFunctions,
} from '@brink/scenarios';
import { traceTraining } from '@brink/sweep';

export interface CatalogueProgram {
  readonly title: string;
  readonly scenario: Scenario;
  readonly variant: string;
  readonly structural: Readonly<Record<string, number | string>>;
}

/** One per scenario, variant and word of a choice; integer axes at their least value that a sweep takes. */
export const cataloguePrograms: readonly CatalogueProgram[] = catalogue.flatMap((scenario) => {
  const axes = Object.entries(scenario.axes);
  const least = Object.fromEntries(
    axes.flatMap(([name, axis]) => (axis.kind === 'integer' ? [[name, axis.values[0]!]] : [])),
  );
  const others = axes.flatMap(([name, axis]) =>
    axis.kind === 'choice'
      ? axis.values.filter((word) => word !== axis.default).map((word) => ({ [name]: word }))
      : [],
  );
  return Object.keys(scenario.variants).flatMap((variant) =>
    [{}, ...others].map((chosen) => ({
      title: [scenario.name, variant, ...Object.values(chosen)].join(' '),
      scenario,
      variant,
      structural: structuralOf(scenario, point(scenario, { ...least, ...chosen })),
    })),
  );
});

/** Points along the diagonal of the numeric axes, from one end to the other, and the default. */
export function pointsOf({ scenario }: CatalogueProgram, count: number): Record<string, number>[] {
  const at = (share: number) =>
    Object.fromEntries(
      Object.entries(scenario.axes).flatMap(([name, axis]) => {
        if (axis.kind !== 'numeric') return [];
        const { low, high } = axis;
        const value =
          axis.scale === 'log' ? low * (high / low) ** share : low + (high - low) * share;
        return [[name, value]];
      }),
    );
  const diagonal = Array.from({ length: count - 1 }, (_, i) => at(i / Math.max(1, count - 2)));
  return [numericOf(scenario, point(scenario, {})), ...diagonal];
}

export interface Ready {
  readonly program: Program;
  readonly axes: readonly string[];
  readonly training: TrainingFunctions;
}

const seed = 7;

/** Compiles a program, and makes the training that runs eagerly: in float32, since tfjs has no other. */
export async function ready(
  { scenario, variant, structural }: CatalogueProgram,
  steps: number,
  precision: Scenario['precision'] = 'float32',
): Promise<Ready> {
  const spec = traceTraining(scenario, { variant, structural }, { seed, steps, precision });
  return {
    program: loadProgram(await compileTraining(spec)),
    axes: spec.axes,
    training: createTraining(scenario, variant, { structural, seed }),
  };
}
