/** The functions of the maths library that a module needs. */
import { LoweringError } from '../errors.js';
import type { Library } from './library.js';

export const mathsLibrary: Library = (names) => {
  const [first] = names;
  if (first !== undefined)
    throw new LoweringError(first, 'is not in the maths library', 'run this training eagerly');
  return [];
};
