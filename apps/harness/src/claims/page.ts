/** The claims as a page of the docs: what is told, the verdict, and the figures that it comes of. */
import type { ClaimKind, ClaimVerdict } from '@brink/scenarios';
import type { Figure, MeasuredClaim } from './measure-claim.js';

const verdicts: readonly ClaimVerdict[] = ['as told', 'only when', 'not as told'];

/** `3 of 3 runs fail`, in the words of what is told. */
export function figureText(kind: ClaimKind, { runs, bearing, failures }: Figure): string {
  if (failures !== null) return `${bearing} of ${runs} runs come to ${failures.join(' or ')}`;
  if (kind === 'cause') return `${bearing} of ${runs} ${runs === 1 ? 'run fails' : 'runs fail'}`;
  if (kind === 'guard')
    return `${bearing} of ${runs} ${runs === 1 ? 'run stays' : 'runs stay'} finite`;
  return `${bearing} of ${runs} failing ${runs === 1 ? 'run' : 'runs'} made good`;
}

export function commandOf(name: string): string {
  return `brink claims --only ${name}`;
}

/** `**Only when** ...`: the verdict with what was found. */
function findingText({ claim, verdict }: MeasuredClaim): string {
  const word = `${verdict[0]!.toUpperCase()}${verdict.slice(1)}`;
  return verdict === 'only when' ? `**${word}** ${claim.finding}` : `**${word}.** ${claim.finding}`;
}

function detailOf(measured: MeasuredClaim): string {
  const { claim, figures, besides } = measured;
  const line = (figure: Figure) => `- ${figure.label}: ${figureText(claim.kind, figure)}`;
  return [
    `### ${claim.sentence}`,
    findingText(measured),
    figures.map(line).join('\n'),
    ...(besides.length > 0 ? ['Besides:', besides.map(line).join('\n')] : []),
    `\`${commandOf(claim.name)}\``,
  ].join('\n\n');
}

/** The page, in Markdown. */
export function claimsPage(all: readonly MeasuredClaim[]): string {
  const runs = all
    .flatMap(({ figures, besides }) => [...figures, ...besides])
    .reduce((total, figure) => total + figure.runs, 0);
  const counts = verdicts.map(
    (word) => `${all.filter(({ verdict }) => verdict === word).length} ${word}`,
  );
  const parts = [
    '# What is told about NaN, measured',
    `Written by \`npm run claims\`: ${all.length} common claims, ${runs} training runs counted; ${counts.join(', ')}.`,
    'A run _fails_ where a loss, a gradient or a parameter becomes NaN or infinite. A verdict is a rule, not an opinion: _as told_ where at least 95 % of the runs of every measurement bear the claim out, _not as told_ where at most 5 % of each do, else _only when_ some condition holds. What is looked at besides does not decide.',
    [
      '| what is told | verdict |',
      '| --- | --- |',
      ...all.map(({ claim, verdict }) => `| ${claim.sentence} | ${verdict} |`),
    ].join('\n'),
    ...verdicts.flatMap((word) => {
      const these = all.filter(({ verdict }) => verdict === word);
      if (these.length === 0) return [];
      const title =
        word === 'only when' ? 'Only when …' : `${word[0]!.toUpperCase()}${word.slice(1)}`;
      return [`## ${title}`, ...these.map(detailOf)];
    }),
  ];
  return `${parts.join('\n\n')}\n`;
}
