/** Values that are one and the same number everywhere. */
import type { Value } from '../builder.js';
import type { Site } from './rewrite.js';

/** The number that a value is in all its elements, where it is a constant, also broadcast; else null. */
export function uniformOf(site: Site, value: Value): number | null {
  const node = site.nodeOf(value);
  if (node.op === 'constant')
    return node.attributes.values.length === 1 ? node.attributes.values[0]! : null;
  if (node.op === 'broadcast' || node.op === 'reshape')
    return uniformOf(site, site.valueOf(node.inputs[0]!));
  return null;
}

/** Whether a value is this number everywhere; +0 and -0 are two numbers. */
export function isUniform(site: Site, value: Value, number: number): boolean {
  const uniform = uniformOf(site, value);
  return uniform !== null && Object.is(uniform, number);
}
