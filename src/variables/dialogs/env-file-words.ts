import { l10n } from 'vscode';
import { count } from '../../vscode/text.ts';
import { type EnvFile, type EnvFileProblem, envFileLimits } from '../model/env-file.ts';

/** How many lines a sentence names. */
const mostLines = 20;

/** What of a `.env` file isn’t taken, a sentence for each reason; empty if all of it is. */
export function leftOutOf({ problems, excess }: Pick<EnvFile, 'problems' | 'excess'>): readonly string[] {
  const kinds = ['noKey', 'openQuote', 'duplicate', 'cut'] as const;
  const sentences = kinds.flatMap((kind) => {
    const lines = problems.filter((problem) => problem.kind === kind).map(({ line }) => String(line));
    const [only, ...others] = lines;
    if (only === undefined) return [];
    return [others.length === 0 ? ofOneLine(kind, only) : ofLines(kind, lines)];
  });
  return [...sentences, ...excessText(excess)];
}

function ofOneLine(kind: EnvFileProblem['kind'], line: string): string {
  switch (kind) {
    case 'noKey':
      return l10n.t('Line {0} is left out: it isn’t of the form NAME=value.', line);
    case 'openQuote':
      return l10n.t('Line {0} is left out: its quote isn’t closed.', line);
    case 'duplicate':
      return l10n.t('Line {0} is left out: a later line sets the same variable.', line);
    case 'cut':
      return l10n.t('The value in line {0} ends before its #, as a comment begins there unless it is in quotes.', line);
  }
}

function ofLines(kind: EnvFileProblem['kind'], lines: readonly string[]): string {
  const [amount, shown] = [count(lines.length), shownLines(lines)];
  switch (kind) {
    case 'noKey':
      return l10n.t('{0} lines are left out, because they aren’t of the form NAME=value: {1}.', amount, shown);
    case 'openQuote':
      return l10n.t('{0} lines are left out, because their quotes aren’t closed: {1}.', amount, shown);
    case 'duplicate':
      return l10n.t('{0} lines are left out, because later lines set the same variables: {1}.', amount, shown);
    case 'cut':
      return l10n.t(
        'The values in {0} lines end before their #, as a comment begins there unless it is in quotes: {1}.',
        amount,
        shown,
      );
  }
}

function shownLines(lines: readonly string[]): string {
  const shown = lines.slice(0, mostLines).join(', ');
  return lines.length > mostLines ? `${shown}…` : shown;
}

function excessText(excess: number): readonly string[] {
  if (excess === 0) return [];
  const most = count(envFileLimits.entries);
  return [
    excess === 1
      ? l10n.t('1 variable is left out, because the file sets more than {0}.', most)
      : l10n.t('{0} variables are left out, because the file sets more than {1}.', count(excess), most),
  ];
}
