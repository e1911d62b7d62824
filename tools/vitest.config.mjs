import { shared } from '../vitest.shared.mjs';

/** These tools run before anything is built, so they and their tests are JavaScript with checked types. */
export default { test: { ...shared.test, include: ['**/*.test.mjs'] } };
