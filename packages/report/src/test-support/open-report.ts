/** Reports in a real Chromium. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type Page } from 'playwright-core';

const executable = process.env['BRINK_CHROMIUM'] ?? '/usr/bin/chromium';

export const hasChromium = existsSync(executable);

/** What went wrong in a page: it must stay empty. */
export interface OpenReport {
  readonly page: Page;
  readonly complaints: readonly string[];
  /** Addresses that the page asked for, itself left out. */
  readonly requests: readonly string[];
}

/** A browser with a fresh profile, which goes with it. */
export class Reader {
  readonly #folder = mkdtempSync(join(tmpdir(), 'brink-report-'));
  #context: BrowserContext | null = null;

  async start(): Promise<void> {
    this.#context = await chromium.launchPersistentContext(join(this.#folder, 'profile'), {
      executablePath: executable,
      headless: true,
      acceptDownloads: true,
      viewport: { width: 1200, height: 900 },
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  }

  async open(html: string): Promise<OpenReport> {
    if (!this.#context) throw new Error('the browser has not been started');
    const file = join(this.#folder, 'report.html');
    writeFileSync(file, html);
    const page = await this.#context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!/^(data|blob):|report\.html$/.test(request.url())) requests.push(request.url());
    });
    await page.goto(`file://${file}`);
    await page.waitForSelector('html[data-ready]');
    return { page, complaints, requests };
  }

  async stop(): Promise<void> {
    await this.#context?.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
