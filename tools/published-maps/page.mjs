// @ts-check
/** The published maps as a page of Markdown. */

/**
 * What the measure of Sohl-Dickstein says of a map: negative where training converges.
 *
 * @param {readonly number[]} measures row by row
 * @param {number} columns
 */
export function tallyOf(measures, columns) {
  const converges = measures.map((measure) => measure < 0);
  const cells = measures.length;
  const differs = (/** @type {number} */ cell, /** @type {number} */ next) =>
    converges[cell] !== converges[next];
  const boundary = converges.filter(
    (_, cell) =>
      (cell % columns > 0 && differs(cell, cell - 1)) ||
      ((cell + 1) % columns > 0 && differs(cell, cell + 1)) ||
      (cell >= columns && differs(cell, cell - columns)) ||
      (cell + columns < cells && differs(cell, cell + columns)),
  ).length;
  return { cells, converging: converges.filter(Boolean).length, boundary };
}

/**
 * @param {readonly { scenario: string, text: string, command: string, tally: ReturnType<typeof tallyOf> }[]} maps
 * @param {string} command the shell command that wrote the page
 */
export function publishedMapsPage(maps, command) {
  const parts = [
    '# The published maps: the boundary of trainability',
    `Written by \`${command}\`. Sohl-Dickstein, [The boundary of neural network trainability is fractal](https://arxiv.org/abs/2402.06184) (2024), trains one small network over a grid of hyperparameters: 16 inputs, 16 hidden units, one output, no biases, mean-field scaling, 500 steps of gradient descent in double precision; weights and data are drawn once and are the same for every cell. Its six conditions are scenarios here, swept by the compiled engine.`,
    'The colour is the measure of the paper, by rank. Blue and green cells converge: the mean of the last 20 losses is below the first, and the deeper the colour, the lower the losses summed over the training. Yellow to red ones do not, and the deeper the colour, the sooner they diverged. Both are lightest at the boundary. Loss and draws are not those of the paper, bit for bit: its random numbers are those of JAX, so the pictures have the same kind of structure, not the same features.',
    ...maps.flatMap(({ scenario, text, command: sweep, tally }) => [
      `## ${scenario}`,
      text,
      `![${text}](published/${scenario}.png)`,
      `Of ${tally.cells} cells ${tally.converging} converge by the measure, and ${tally.boundary} have a neighbour on the other side. \`${sweep}\``,
    ]),
    '## Where this differs from the published code',
    'In the notebook of the paper the offset of the input weights is added before every step, which lets it drift; here, as in the text, it is a property of the initial weights. The notebook also caps every normalised loss at 10⁶ before it is summed, where here only one that is not finite counts as that: the measure of a cell that passed through a great loss and came back is larger here, its rank nearly the same, and no sign changes.',
  ];
  return `${parts.join('\n\n')}\n`;
}
