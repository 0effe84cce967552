// npm run format: writes the README's tables of settings and commands, each between two comments that name it, from
// package.json and package.nls.json.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/paths.ts';

/** The parts of package.json from which the tables are generated. */
export interface Contributions {
  configuration: SettingSection | SettingSection[];
  commands: { command: string; title: string }[];
  menus: { commandPalette?: { command: string; when?: string }[] };
  keybindings?: { command: string; key: string; mac?: string }[];
}
interface SettingSection {
  title: string;
  properties: Record<string, Setting>;
}
interface Setting {
  default?: unknown;
  description?: string;
  markdownDescription?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
  items?: { enum?: string[] };
  properties?: Record<string, { enum?: string[] }>;
}

/**
 * Returns a README with its tables regenerated; `words` is the content of package.nls.json. Throws if the README has no
 * place for a table, or a text is missing.
 */
export function withTables(readme: string, contributions: Contributions, words: Record<string, string>): string {
  const say = (text: string) =>
    text.replaceAll(/%([\w.]+)%/g, (_, key: string) => words[key] ?? fail(`package.nls.json has no ${key}.`));
  const tables = { settings: settingTables(contributions, say), commands: commandTable(contributions, say) };
  return Object.entries(tables).reduce((text, [name, table]) => between(text, name, table), readme);
}

function settingTables({ configuration }: Contributions, say: (text: string) => string): string {
  const sections = [configuration].flat();
  const tables = sections.map(({ title, properties }) => {
    const rows = Object.entries(properties).map(([name, setting]) => [
      `\`${name}\``,
      [say(setting.markdownDescription ?? setting.description ?? ''), choices(setting)].filter(Boolean).join(' '),
      defaultOf(setting),
    ]);
    const heading = sections.length === 1 ? [] : [`### ${say(title)}`];
    return [...heading, table(['Setting', 'What it does', 'Default'], rows)].join('\n\n');
  });
  return tables.join('\n\n');
}

/** Returns the allowed values of a setting, if its type alone does not say. */
function choices({ enum: values, items, properties, minimum, maximum }: Setting): string {
  const named = values ?? items?.enum;
  if (named !== undefined) return `(${listed(named)})`;
  if (properties !== undefined) {
    const each = [...new Set(Object.values(properties).flatMap((property) => property.enum ?? []))];
    return `(${listed(Object.keys(properties))}${each.length > 0 ? `; each ${listed(each)}` : ''})`;
  }
  return minimum === undefined || maximum === undefined ? '' : `(${minimum} to ${maximum})`;
}

const listed = (names: string[]): string => names.map((name) => `\`${name}\``).join(', ');

const defaultOf = ({ default: value }: Setting): string => {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined || text === '{}' || text === '[]' ? '' : `\`${text}\``;
};

/** Returns the table of commands in the palette; those only for rows and buttons are left out. */
function commandTable({ commands, menus, keybindings = [] }: Contributions, say: (text: string) => string): string {
  const hidden = new Set(menus.commandPalette?.filter(({ when }) => when === 'false').map(({ command }) => command));
  const shown = commands.filter(({ command }) => !hidden.has(command));
  return table(
    ['Command', 'ID', 'Key'],
    shown.map(({ command, title }) => {
      const keys = keybindings.filter((binding) => binding.command === command).map(keyOf);
      return [say(title), `\`${command}\``, [...new Set(keys)].join(', ')];
    }),
  );
}

const keyOf = ({ key, mac }: { key: string; mac?: string }): string =>
  mac === undefined ? `\`${key}\`` : `\`${key}\` (macOS: \`${mac}\`)`;

function table(head: string[], rows: string[][]): string {
  const cells = [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return cells.map((row) => `| ${row.join(' | ')} |`.replaceAll('|  |', '| |')).join('\n');
}

/** Formats a text for a table cell. Links within the editor don't work here, so only their text is kept. */
const cell = (text: string): string =>
  text
    .replaceAll(/\[([^\]]*)\]\(command:[^)]*\)/g, '$1')
    .replaceAll(/`#([\w.]+)#`/g, '`$1`')
    .replaceAll('|', '\\|')
    .replaceAll(/\s*\n\s*/g, '<br>');

function between(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: written by npm run format -->`, `<!-- end of ${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) fail(`The README has no place for ${name}: ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

function fail(message: string): never {
  throw new Error(message);
}

/** Returns the current README, and the README with its tables regenerated. */
export function readmeTexts(): { now: string; fresh: string } {
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const { contributes } = JSON.parse(read('package.json')) as { contributes: Contributions };
  const now = read('README.md');
  return { now, fresh: withTables(now, contributes, JSON.parse(read('package.nls.json')) as Record<string, string>) };
}

if (process.argv[1] === import.meta.filename) {
  const { now, fresh } = readmeTexts();
  if (now !== fresh) writeFileSync(join(root, 'README.md'), fresh);
}
