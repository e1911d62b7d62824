import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { styleOf } from '../outcomes.js';
import { renderReport } from '../render-report.js';
import { hostileRun } from '../test-support/hostile-run.js';
import { integerAxis, inventRun, logAxis } from '../test-support/invented-run.js';
import { hasChromium, Reader } from '../test-support/open-report.js';

const lr = logAxis('lr', 1e-3, 1e3, 16);
const initScale = logAxis('initScale', 0.01, 100, 16);
const run = inventRun({ axes: [lr, initScale] });

/** Red, green and blue of the map's image at a cell, y upwards, as the browser has painted it. */
async function paintedAt(page: Page, map: number, x: number, y: number): Promise<number[]> {
  return page.evaluate(
    async ([at, column, row]) => {
      const source = document.querySelectorAll('.map image')[at!]!.getAttribute('href')!;
      const image = new Image();
      image.src = source;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const context = canvas.getContext('2d')!;
      context.drawImage(image, 0, 0);
      const cell = image.width / 16;
      const point = [(column! + 0.5) * cell, image.height - (row! + 0.5) * cell] as const;
      return [...context.getImageData(Math.floor(point[0]), Math.floor(point[1]), 1, 1).data];
    },
    [map, x, y],
  );
}

/** Points at a cell of a 16 by 16 map. */
async function pointAt(page: Page, map: number, x: number, y: number): Promise<void> {
  const box = (await page.locator('.map image').nth(map).boundingBox())!;
  await page.mouse.move(
    box.x + ((x + 0.5) / 16) * box.width,
    box.y + (1 - (y + 0.5) / 16) * box.height,
  );
}

const rgb = (colour: string) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));

describe.skipIf(!hasChromium)('a report in a browser [needs Chromium]', () => {
  const reader = new Reader();
  beforeAll(() => reader.start());
  afterAll(() => reader.stop());

  it('paints each cell in the colour of its outcome, broken and fixed side by side', async () => {
    const { page, complaints, requests } = await reader.open(renderReport(run));
    expect(await page.locator('figure figcaption strong').allTextContents()).toEqual([
      'broken',
      'fixed',
    ]);
    for (const [map, x, y] of [
      [0, 0, 0],
      [0, 15, 15],
      [0, 0, 5],
      [0, 8, 7],
      [1, 0, 0],
      [1, 15, 15],
    ] as const) {
      const outcome = run.cells.outcome[map * 256 + x * 16 + y]!;
      expect(await paintedAt(page, map, x, y)).toEqual([...rgb(styleOf(outcome).colour), 255]);
    }
    const [left, right] = await page
      .locator('.map')
      .evaluateAll((maps) => maps.map((map) => map.getBoundingClientRect()));
    expect(left!.top).toBe(right!.top);
    expect(left!.right).toBeLessThan(right!.left);
    expect(await page.locator('.map').first().locator('text').allTextContents()).toEqual(
      expect.arrayContaining(['10⁻³', '10³', 'lr →', '↑ initScale']),
    );
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    await page.close();
  });

  it('shows everything about the cell under the pointer, and marks it in both maps', async () => {
    const { page } = await reader.open(renderReport(run));
    await pointAt(page, 0, 15, 14);
    const tooltip = page.locator('.tooltip');
    expect(await tooltip.isVisible()).toBe(true);
    const text = (await tooltip.innerText()).replace(/\s+/g, ' ');
    for (const part of [
      'broken',
      'lr 1000',
      'first bad step',
      'site loss',
      'measure',
      'seed 7',
      'fixed:',
    ])
      expect(text).toContain(part);
    expect(await page.locator('.cursor[visibility=visible]').count()).toBe(2);
    await page.mouse.move(2, 2);
    expect(await tooltip.isVisible()).toBe(false);
    expect(await page.locator('.cursor[visibility=visible]').count()).toBe(0);
    await page.close();
  });

  it('switches to first bad step, final loss and measure, each with its legend', async () => {
    const { page, complaints } = await reader.open(renderReport(run));
    const seen = [await paintedAt(page, 0, 15, 15)];
    for (const [name, legend] of [
      ['First bad step', /First step with a non-finite value/],
      ['Final loss', /Final loss, logarithmic/],
      ['Measure', /Measure of cells that converge/],
    ] as const) {
      await page.getByText(name, { exact: true }).click();
      expect(await page.locator('.legend').innerText()).toMatch(legend);
      expect(await page.locator('.legend svg').count()).toBeGreaterThan(0);
      const colour = await paintedAt(page, 0, 15, 15);
      for (const other of seen) expect(colour).not.toEqual(other);
      seen.push(colour);
    }
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('moves over the cells with the keys, and says what is there', async () => {
    const { page } = await reader.open(renderReport(run));
    const status = page.getByRole('status');
    await page.locator('.map').first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('PageDown');
    expect(await status.innerText()).toMatch(/^broken, lr 0\.001, initScale 0\.01: stalled$/);
    for (const key of ['ArrowRight', 'ArrowUp', 'ArrowUp', 'Shift+ArrowRight'])
      await page.keyboard.press(key);
    const value = (axis: typeof lr, place: number) => Number(axis.values[place]).toPrecision(4);
    const said = await status.innerText();
    expect(said).toContain(`lr ${String(Number(value(lr, 11)))}`);
    expect(said).toContain(`initScale ${String(Number(value(initScale, 2)))}`);
    expect(await page.locator('.tooltip').isVisible()).toBe(true);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    expect(await status.innerText()).toContain('lr 1000');
    await page.keyboard.press('Escape');
    expect(await page.locator('.tooltip').isVisible()).toBe(false);
    await page.keyboard.press('Tab');
    expect(await status.innerText()).toMatch(/^fixed, lr 1000/);
    await page.close();
  });

  it('reaches every control with the tab key', async () => {
    const { page } = await reader.open(
      renderReport(
        inventRun({
          axes: [lr, initScale, logAxis('beta', 1, 2, 20), integerAxis('seqLen', [5, 20])],
        }),
      ),
    );
    const reached: string[] = [];
    for (let i = 0; i < 13; i++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(() => {
          const at = document.activeElement!;
          return (
            at.getAttribute('data-role') ??
            at.getAttribute('data-axis') ??
            at.className + at.textContent.slice(0, 5)
          );
        }),
      );
    }
    expect(reached).toEqual(
      expect.arrayContaining(['↓ PNG', '↓ CSV', 'across', 'up', 'facet', '2']),
    );
    expect(reached.filter((name) => name.startsWith('map'))).toHaveLength(4);
    await page.close();
  });

  it('shows a structural axis as small maps, and lets the reader put other axes in its place', async () => {
    const three = inventRun({ axes: [lr, initScale, integerAxis('seqLen', [5, 20, 50])] });
    const { page, complaints } = await reader.open(renderReport(three));
    const titles = () => page.locator('figcaption').allInnerTexts();
    expect((await titles()).map((title) => title.replace(/\s+/g, ' '))).toEqual([
      'broken seqLen = 5',
      'broken seqLen = 20',
      'broken seqLen = 50',
      'fixed seqLen = 5',
      'fixed seqLen = 20',
      'fixed seqLen = 50',
    ]);
    await page.locator('select[data-role=facet]').selectOption('');
    expect((await titles()).map((title) => title.trim())).toEqual(['broken', 'fixed']);
    const slider = page.locator('.slider input');
    const before = await page.locator('.map image').first().getAttribute('href');
    await slider.press('End');
    expect(await page.locator('.slider output').innerText()).toBe('50');
    expect(await page.locator('.map image').first().getAttribute('href')).not.toBe(before);
    await page.locator('select[data-role=up]').selectOption('2');
    expect(await page.locator('.map').first().locator('text').allTextContents()).toEqual(
      expect.arrayContaining(['5', '20', '50']),
    );
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('draws a strip for one axis, and one cell for none', async () => {
    const strip = await reader.open(renderReport(inventRun({ axes: [lr] })));
    const box = (await strip.page.locator('.map image').first().boundingBox())!;
    expect(box.width).toBeGreaterThan(5 * box.height);
    expect(strip.complaints).toEqual([]);
    await strip.page.close();
    const single = await reader.open(renderReport(inventRun({ axes: [] })));
    expect(await single.page.locator('.map image').count()).toBe(2);
    expect(single.complaints).toEqual([]);
    await single.page.close();
  });

  it('treats the names of users as text', async () => {
    const { page, complaints, requests } = await reader.open(renderReport(hostileRun));
    expect(await page.evaluate(() => 'owned' in window)).toBe(false);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).toContain('</script><img src=x');
    expect(await page.locator('h1').innerText()).toContain('<img src=x onerror=');
    await page.locator('.map').first().hover();
    expect(await page.locator('.tooltip').innerText()).toContain('</script>');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('button[data-download=PNG]').click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^[\p{L}\p{N}._-]+\.png$/u);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([]);
    await page.close();
  });

  it('gives the maps as PNG and the cells as CSV', async () => {
    const { page } = await reader.open(renderReport(run));
    const download = async (kind: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.locator(`button[data-download=${kind}]`).click(),
      ]);
      return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
    };
    const png = await download('PNG');
    expect(png.name).toBe('2026-01-02-tanh-mlp.png');
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(1500);
    const csv = (await download('CSV')).bytes.toString();
    expect(csv.split('\n')).toHaveLength(1 + 512 + 1);
    expect(csv).toMatch(/^lr,initScale,width,variant,/);
    const svg = (await download('SVG')).bytes.toString();
    expect(svg).toMatch(/^<svg /);
    expect(svg).toContain('>fixed</text>');
    await page.close();
  });

  it('turns dark with the system or by choice, and prints black on white without controls', async () => {
    const { page } = await reader.open(renderReport(run));
    const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: 'light' });
    const light = await paper();
    await page.emulateMedia({ colorScheme: 'dark' });
    const dark = await paper();
    expect(dark).not.toBe(light);
    await page.getByRole('button', { name: 'Theme' }).click();
    expect(await paper()).toBe(light);
    await page.getByRole('button', { name: 'Theme' }).click();
    expect(await paper()).toBe(dark);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await paper()).toBe('rgb(255, 255, 255)');
    expect(await page.locator('.controls').isVisible()).toBe(false);
    expect(await page.locator('.map image').first().isVisible()).toBe(true);
    expect(await page.locator('.legend').isVisible()).toBe(true);
    await page.close();
  });

  it('draws a few elements a map, however many cells there are', async () => {
    const big = inventRun({
      axes: [logAxis('lr0', 1e-3, 1e3, 256), logAxis('lr1', 1e-3, 1e3, 256)],
    });
    const { page, complaints } = await reader.open(renderReport(big));
    expect(await page.locator('.map').first().locator('*').count()).toBeLessThan(400);
    await page.locator('.map').first().hover();
    expect(await page.locator('.tooltip').innerText()).toContain('lr1');
    expect(complaints).toEqual([]);
    await page.close();
  });
});
