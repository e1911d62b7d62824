import { describe, expect, it } from 'vitest';
import { outcomePaths } from './outcome-paths.js';
import { styleOf } from './outcomes.js';
import { renderFigureSvg, renderThumbnailSvg } from './render-svg.js';
import { integerAxis, inventRun, logAxis } from './test-support/invented-run.js';

const run = inventRun({ axes: [logAxis('lr', 1e-3, 1e3, 32), logAxis('scale', 1e-2, 1e2, 32)] });

describe('the paths of a map', () => {
  it('cover every cell that was run once, in the colour of its outcome', () => {
    const outcomeAt = (x: number, y: number) => run.cells.outcome[x * 32 + y] ?? null;
    const paths = outcomePaths({
      ...{ outcomeAt, columns: 32, rows: 32 },
      ...{ left: 0, top: 0, width: 32, height: 32 },
    });
    const colours = Array.from({ length: 32 }, () => new Array<string>(32).fill(''));
    for (const [, colour, d] of paths.matchAll(/fill="(#\w+)" d="([^"]+)"/g))
      for (const [, x0, y0, x1, y1] of d!.matchAll(/M([\d.]+) ([\d.]+)H([\d.]+)V([\d.]+)H/g))
        for (let x = Number(x0); x < Number(x1); x++)
          for (let y = 32 - Number(y0); y < 32 - Number(y1); y++) {
            expect(colours[x]![y]).toBe('');
            colours[x]![y] = colour!;
          }
    const wanted = colours.map((column, x) =>
      column.map((_, y) => {
        const outcome = outcomeAt(x, y);
        return outcome === null ? '' : styleOf(outcome).colour;
      }),
    );
    expect(colours).toEqual(wanted);
  });
});

describe('a figure', () => {
  it('names variants, axes and the outcomes that occur, and no others', () => {
    const svg = renderFigureSvg(run);
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
    expect(texts).toEqual(expect.arrayContaining(['broken', 'fixed', 'lr →', '↑ scale', 'NaN']));
    expect(texts).toContain('10²');
    const calm = { ...run, cells: { outcome: run.cells.outcome.map(() => 'converged' as const) } };
    expect(renderFigureSvg(calm)).not.toContain('NaN');
  });

  it('says where the axes stand that it cannot show', () => {
    const more = inventRun({
      axes: [logAxis('lr', 1, 10, 4), logAxis('scale', 1, 10, 4), integerAxis('depth', [2, 4, 8])],
    });
    expect(renderFigureSvg(more)).toContain('at depth = 4');
    expect(renderFigureSvg(run)).not.toContain('>at ');
  });

  it('makes no markup of names', () => {
    const hostile = inventRun({ axes: [logAxis('<script>&"', 1, 10, 4)] });
    expect(renderFigureSvg(hostile)).not.toContain('<script>');
    expect(renderFigureSvg(hostile)).toContain('&lt;script&gt;&amp;');
  });

  it('stays small for a whole grid', () => {
    expect(renderFigureSvg(run).length).toBeLessThan(16_000);
  });
});

describe('a thumbnail', () => {
  it('has one map for each variant and no word', () => {
    const svg = renderThumbnailSvg(run);
    expect(svg).toContain('width="200" height="96"');
    expect(svg).not.toContain('<text');
  });

  it('is a strip where one axis was varied', () => {
    expect(renderThumbnailSvg(inventRun({ axes: [logAxis('lr', 1, 10, 8)] }))).toContain(
      'height="28"',
    );
  });
});
