/** The repair for a mistyped name: the nearest known ones. */
import { distance } from 'fastest-levenshtein';

/** `did you mean 'lr'?`, or the whole list where nothing is near. */
export function nearNames(name: string, known: readonly string[]): string {
  const near = known
    .map((candidate) => ({
      candidate,
      far: distance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .filter(
      ({ candidate, far }) =>
        far <= Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)),
    )
    .sort((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ candidate }) => `'${candidate}'`);
  return near.length > 0 ? `did you mean ${near.join(' or ')}?` : `there is ${known.join(', ')}`;
}
