/** @brink/report: maps of where training breaks, as one HTML file or as text. */
export { renderReport } from './render-report.js';
export { renderTerminalMap, type TerminalMapOptions } from './terminal-map.js';
export { countOutcomes, cures, percentage, type Cure, type OutcomeCounts } from './tallies.js';
export { renderFigureSvg, renderThumbnailSvg, type OutcomeRun } from './render-svg.js';
