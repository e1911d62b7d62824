/** Shares memory between values that are never needed at the same time. */

export interface Lifetime {
  /** Vectors of lanes. */
  readonly length: number;
  /** The first and last moment at which the value must stand. */
  readonly from: number;
  readonly to: number;
}

export interface Placement {
  /** The place of each, in the order given. */
  readonly offsets: readonly number[];
  readonly length: number;
}

/** Places each where nothing that lives at the same time stands: the lowest gap that fits. */
export function shareMemory(values: readonly Lifetime[]): Placement {
  const order = values.map((_, at) => at).sort((a, b) => values[a]!.from - values[b]!.from);
  const offsets = new Array<number>(values.length).fill(0);
  /** Those that live, by place. */
  let active: number[] = [];
  let length = 0;
  for (const at of order) {
    const value = values[at]!;
    active = active.filter((other) => values[other]!.to >= value.from);
    let place = 0;
    let position = 0;
    for (; position < active.length; position++) {
      const other = active[position]!;
      if (offsets[other]! - place >= value.length) break;
      place = offsets[other]! + values[other]!.length;
    }
    offsets[at] = place;
    active.splice(position, 0, at);
    length = Math.max(length, place + value.length);
  }
  return { offsets, length };
}
