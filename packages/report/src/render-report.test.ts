import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { escapeHtml, scriptJson } from './escape.js';
import { renderReport } from './render-report.js';
import { inventRun, logAxis } from './test-support/invented-run.js';
import { hostileRun } from './test-support/hostile-run.js';

const axes = [logAxis('lr', 1e-3, 1e3, 12), logAxis('initScale', 0.01, 100, 12)];
const run = inventRun({ axes });
const html = renderReport(run);

describe('renderReport', () => {
  it('tells without a script what was run, how it ended and how to run it again', () => {
    const words = html.slice(0, html.indexOf('<script')).replace(/<[^>]*>/g, ' ');
    for (const part of [
      run.scenario.title,
      run.scenario.explanation,
      run.command,
      'scenario: tanh-mlp',
      '12 × 12 cells, 2 variants',
      'features standardised',
      '16 throughout',
      '20.20.2',
      'arXiv 2402.06184',
    ])
      expect(words).toContain(part);
    expect(words.replace(/\s+/g, ' ')).toMatch(
      /[\d.]+ % of the \d+ cells that broke converge under fixed/,
    );
  });

  it('names the backend of an engine that has one, and no more', () => {
    expect(html).toContain('<li>eager, cpu</li>');
    expect(renderReport({ ...run, engine: 'wasm', backend: '' })).toContain('<li>wasm</li>');
  });

  it('names no file or host that it would have to load', () => {
    const markup = html.replace(/<script>[^]*?<\/script>/, '');
    expect(markup).not.toMatch(/<(link|iframe|object|embed|base|img)\b/i);
    expect(markup).not.toMatch(/\ssrc=|@import|url\(/i);
  });

  it('lets only its own script run', () => {
    const script = /<script>([^]*?)<\/script>/.exec(html)![1]!;
    const hash = createHash('sha256').update(script).digest('base64');
    expect(html).toContain(`script-src 'sha256-${hash}';`);
    expect(html).toContain("default-src 'none'");
  });

  it('is the same file for the same run', () => {
    expect(renderReport(inventRun({ axes }))).toBe(html);
  });

  it('says how many cells were filled in, and which were not run', () => {
    const evaluated = run.cells.evaluated.map((_, cell) => cell % 4 === 0);
    expect(renderReport({ ...run, cells: { ...run.cells, evaluated } })).toContain(
      '72 cells were trained; the other 216 were filled in',
    );
    expect(renderReport(inventRun({ axes, interruptedAt: 200 }))).toMatch(
      /not run<\/th><td>0<\/td><td>0 %<\/td><td>88<\/td>/,
    );
  });

  it('makes no markup of names, and no script ends early', () => {
    const hostile = renderReport(hostileRun);
    const tags = (text: string) =>
      [...text.matchAll(/<\/?(script|img|svg|b|style|iframe)\b/gi)].map((tag) => tag[0]).join(' ');
    expect(tags(hostile)).toBe(tags(html));
    expect(hostile).not.toContain('<!--');
    expect(hostile).toContain('&lt;img src=x onerror=');
  });

  it('links only what is a plain web address', () => {
    const references = [
      'https://arxiv.org/abs/2402.06184',
      'javascript:alert(1)',
      'https://x/"onclick="y',
    ];
    const linked = renderReport({ ...run, scenario: { ...run.scenario, references } });
    expect([...linked.matchAll(/<a href="([^"]*)"/g)].map((link) => link[1])).toEqual([
      references[0],
    ]);
  });
});

describe('escaping', () => {
  it('leaves no character with which markup or a script could end', () => {
    const text = `</script><!--'"&\u2028`;
    expect(escapeHtml(text)).toBe('&lt;/script&gt;&lt;!--&#39;&quot;&amp;\u2028');
    expect(scriptJson({ text })).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(scriptJson({ text }))).toEqual({ text });
  });
});
