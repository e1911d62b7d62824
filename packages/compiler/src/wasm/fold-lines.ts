/** Breaks a folded instruction over lines, so that a person can read it. */

const WIDTH = 100;

/** The operands of `(head immediate... (operand) (operand))`; text before the first one is the head. */
function takeApart(text: string): { readonly head: string; readonly operands: readonly string[] } {
  const operands: string[] = [];
  let depth = 0;
  let start = 0;
  let head = '';
  for (let at = 1; at < text.length - 1; at++) {
    if (text[at] === '(') {
      if (depth === 0) {
        if (operands.length === 0) head = text.slice(1, at).trim();
        start = at;
      }
      depth += 1;
    } else if (text[at] === ')') {
      depth -= 1;
      if (depth === 0) operands.push(text.slice(start, at + 1));
    }
  }
  return { head, operands };
}

/** `indent` is the number of spaces before the instruction. */
export function foldLines(text: string, indent: number): string {
  const margin = ' '.repeat(indent);
  if (indent + text.length <= WIDTH) return margin + text;
  const { head, operands } = takeApart(text);
  if (operands.length === 0) return margin + text;
  const inner = operands.map((operand) => foldLines(operand, indent + 2)).join('\n');
  return `${margin}(${head}\n${inner})`;
}
