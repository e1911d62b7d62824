// @ts-check
/** The published maps as a page of Markdown. */

/** @typedef {ReturnType<typeof import('./boundary.mjs').tallyOf>} Tally */
/** @typedef {{ command: string, tally: Tally }} SweptMap */

/**
 * @param {readonly (SweptMap & { scenario: string, text: string, window: SweptMap })[]} maps
 * @param {string} command the shell command that wrote the page
 */
export function publishedMapsPage(maps, command) {
  const parts = [
    '# The published maps: the boundary of trainability',
    `Written by \`${command}\`. Sohl-Dickstein, [The boundary of neural network trainability is fractal](https://arxiv.org/abs/2402.06184) (2024), trains one small network over a grid of hyperparameters: 16 inputs, 16 hidden units, one output, no biases, mean-field scaling, 500 steps of gradient descent in double precision; weights and data are drawn once and are the same for every cell. Its six conditions are scenarios here, swept by the compiled engine.`,
    'The colour is the measure of the paper, by rank. Blue and green cells converge: the mean of the last 20 losses is below the first, and the deeper the colour, the lower the losses summed over the training; a light one lies at the boundary, or learns slowly. Yellow to red ones do not converge, and the deeper the colour, the sooner they diverged. Loss and draws are not those of the paper, bit for bit: its random numbers are those of JAX, so the pictures have the same kind of structure, not the same features.',
    'The notebook begins at 10⁻³ to 10⁶ on both axes, which are the ranges of the scenarios, and zooms in by hand. Its windows lie where the boundary of its draws lies. So here the first picture of each condition is the window in which the boundary of these draws fills the map, and the second is found in the first: of all windows an eighth as wide the one with the most cells at the boundary. The commands below draw either again; give a narrower range or a finer `--grid` to go on, and `brink export RUN` for the numbers, from which a fractal dimension can be estimated.',
    ...maps.flatMap(({ scenario, text, window, ...whole }) => [
      `## ${scenario}`,
      text,
      `![${text}](published/${scenario}.png)`,
      figures(whole),
      `![The window of it with the most of the boundary, magnified eight times.](published/${scenario}-window.png)`,
      `The richest window, magnified eight times. ${figures(window)}`,
    ]),
    '## Where this differs from the published code',
    'In the notebook of the paper the offset of the input weights is added before every step, which lets it drift; here, as in the text, it is a property of the initial weights. The notebook also caps every normalised loss at 10⁶ before it is summed, where here only one that is not finite counts as that: the measure of a cell that passed through a great loss and came back is larger here, its rank nearly the same, and no sign changes.',
  ];
  return `${parts.join('\n\n')}\n`;
}

/** @param {SweptMap} map */
function figures({ command, tally }) {
  return `Of ${tally.cells} cells ${tally.converging} converge by the measure, and ${tally.boundary} have a neighbour on the other side. \`${command}\``;
}
