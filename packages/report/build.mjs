// @ts-check
/**
 * Bundles what runs inside the report (src/page) into one string module, src/generated/page.ts,
 * so that `renderReport` can put it into a file that needs no network.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));

/** @param {string} entry */
async function bundle(entry) {
  const { outputFiles } = await build({
    absWorkingDir: here,
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    legalComments: 'none',
    banner: entry.endsWith('.ts')
      ? { js: '/* Brink; with Observable Plot (ISC) and D3 (ISC) */' }
      : {},
  });
  return outputFiles[0]?.text.trim() ?? '';
}

const [script, style] = await Promise.all([
  bundle('src/page/main.ts'),
  bundle('src/page/style.css'),
]);
await mkdir(`${here}src/generated`, { recursive: true });
await writeFile(
  `${here}src/generated/page.ts`,
  `/** Made by build.mjs from src/page. */
export const pageScript: string = ${JSON.stringify(script)};
export const pageStyle: string = ${JSON.stringify(style)};
`,
);
