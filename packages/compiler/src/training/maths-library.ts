/** The functions of the maths library that a module needs. */
import { LoweringError } from '../errors.js';
import { isMathsFunction, mathsFunctions } from '../maths/library.js';
import type { Library } from './library.js';

export const mathsLibrary: Library = (names, precision) => {
  const unknown = [...names].find((name) => !isMathsFunction(name));
  if (unknown !== undefined)
    throw new LoweringError(unknown, 'is not in the maths library', 'run this training eagerly');
  return mathsFunctions(names, precision);
};
