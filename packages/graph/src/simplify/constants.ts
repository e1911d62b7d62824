/** Constants in the program's precision, and those of one value everywhere as that value, broadcast. */
import type { ConstantValues } from '../builder.js';
import type { FloatPrecision } from '../evaluate/evaluation.js';
import type { RewriteTable } from './rewrite.js';

export function constants(precision: FloatPrecision): RewriteTable {
  const Floats = precision === 'float32' ? Float32Array : Float64Array;
  return {
    constant: ({ build }, node) => {
      const { values } = node.attributes;
      const [first] = values;
      if (values.length > 1 && values.every((value) => Object.is(value, first)))
        return build.broadcast(
          build.constant(convert(values.slice(0, 1)), [], node.dtype),
          node.shape,
        );
      const converted = convert(values);
      return converted === values ? null : build.constant(converted, node.shape, node.dtype);

      function convert(given: ConstantValues): ConstantValues {
        return node.dtype !== 'float' || given instanceof Floats ? given : Floats.from(given);
      }
    },
  };
}
