// @ts-check
/**
 * `node tools/picture/main.mjs REPORT.html -o PICTURE.png [--by outcome|firstBadStep|finalLoss|measure]`:
 * the maps of a report as the PNG that its own download button gives, for pages of the docs.
 * Chromium is the one at BRINK_CHROMIUM, or /usr/bin/chromium.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    output: { type: 'string', short: 'o' },
    by: { type: 'string', default: 'outcome' },
    width: { type: 'string', default: '1280' },
  },
});
const [report] = positionals;
if (!report || !values.output) {
  console.error('picture: say which report and which file: main.mjs REPORT.html -o PICTURE.png');
  process.exit(2);
}

const profile = mkdtempSync(join(tmpdir(), 'brink-picture-'));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.BRINK_CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  acceptDownloads: true,
  colorScheme: 'light',
  viewport: { width: Number(values.width), height: 900 },
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
try {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(resolve(report)).href);
  await page.waitForSelector('html[data-ready]');
  await page.locator(`input[name=colouring][value="${values.by}"]`).check({ force: true });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('button[data-download=PNG]').click(),
  ]);
  await download.saveAs(values.output);
  console.log(`${values.output}: ${statSync(values.output).size} bytes`);
} finally {
  await browser.close();
  rmSync(profile, { recursive: true, force: true });
}
