/** @brink/scenarios: training problems that break, with their cures. */
export type * from './scenario.js';
