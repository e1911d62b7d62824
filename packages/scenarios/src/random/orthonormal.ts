/**
 * A matrix with orthonormal rows or columns, whichever are fewer, uniform among all such: normal
 * vectors made orthogonal one after the other (modified Gram-Schmidt, twice, so that rounding does
 * not spoil it). Row-major.
 */
export function orthonormal(rows: number, columns: number, draw: () => number): Float64Array {
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, draw);
    for (let pass = 0; pass < 2; pass++) {
      for (const other of vectors) subtractProjection(vector, other);
      normalise(vector);
    }
    vectors.push(vector);
  }
  const byRow = rows <= columns;
  return Float64Array.from({ length: rows * columns }, (_, index) => {
    const row = Math.floor(index / columns);
    const column = index % columns;
    return byRow ? vectors[row]![column]! : vectors[column]![row]!;
  });
}

function subtractProjection(vector: Float64Array, unit: Float64Array): void {
  const along = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i]! -= along * unit[i]!;
}

function normalise(vector: Float64Array): void {
  const length = Math.sqrt(dot(vector, vector));
  for (let i = 0; i < vector.length; i++) vector[i]! /= length;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
