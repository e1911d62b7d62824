/**
 * @brink/stable-ops/contract: what every element-wise operation of one argument promises, as data
 * that a test on another backend, or a tool that tries all numbers, can hold it to.
 */
export { unaryCases, type UnaryCase } from './unary-cases.js';
export { sameKind } from './same-kind.js';
export { ulpsApart } from './units.js';
