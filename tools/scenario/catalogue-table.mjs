// @ts-check
/** The edit of the catalogue's table: an import, and a line in the group of the scenario's cause. */

/** @param {string} name lower-case words joined by hyphens */
export function exportName(name) {
  return name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
}

/**
 * @param {string} table the source of the catalogue's index.ts
 * @param {{name: string, cause: string}} scenario
 * @returns {string}
 */
export function withScenario(table, { name, cause }) {
  const exported = exportName(name);
  const lines = table.split('\n');
  const last = lines.findLastIndex((line) => line.startsWith('import '));
  const group = lines.indexOf(`  // ${cause}`);
  if (last < 0 || group < last)
    throw new Error(
      `scenario: the catalogue has no group '// ${cause}' after its imports; add that line to its table`,
    );
  const next = lines.findIndex((line, index) => index > group && /^(\s*\/\/ |\];)/.test(line));
  return [
    ...lines.slice(0, last + 1),
    `import { ${exported} } from './${name}/${name}.js';`,
    ...lines.slice(last + 1, next),
    `  ${exported},`,
    ...lines.slice(next),
  ].join('\n');
}
