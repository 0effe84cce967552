import type { App, AtlassianApp } from '../../core/app.ts';
import { type AppAri, appAriPrefix, appUuid } from '../../core/ids.ts';
import type { LoadedFacts } from './loaded-facts.ts';

/** What an app can be found by, what people look for most first: the better the match, the smaller its rank. */
const ranks = {
  name: 1,
  marketplaceKey: 2,
  id: 2,
  owner: 3,
  type: 3,
  atlassianApp: 3,
  developerSpace: 3,
  scope: 4,
  site: 4,
  description: 5,
} as const;

export type FoundBy = keyof typeof ranks;

/** What a word of the filter was found in: the whole text, or for a description the words around. */
export interface Finding {
  readonly by: FoundBy;
  readonly text: string;
}

/** How an app fits a filter. */
export interface Found {
  /** The sum of the words' ranks: the smaller, the better. */
  readonly rank: number;
  /** What it was found by besides its name, each once. */
  readonly elsewhere: readonly Finding[];
}

/** What apps are found by that the list doesn't have. */
export interface SearchContext {
  /** Names that people see, in their language; an app's type may have several. */
  readonly words: {
    readonly type: (app: App) => string;
    readonly atlassianApp: (app: AtlassianApp) => string;
  };
  readonly loaded: ReadonlyMap<AppAri, LoadedFacts>;
}

/** A search in the gateway's own words, with no details loaded. */
export const plainSearch: SearchContext = {
  words: { type: ({ type }) => type, atlassianApp: (app) => app },
  loaded: new Map(),
};

/** Shorter words would be found in nearly every id. */
const shortestOfId = 4;

/** How much of a description is shown on both sides of a word, in characters. */
const around = 24;

/** The words of a filter, in lower case. Of an app's whole ARI only the UUID counts: all begin the same. */
export function filterWords(filter: string): readonly string[] {
  return filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => (isWholeAri(word) ? appUuid(word) : word));
}

const isWholeAri = (word: string) => word.startsWith(appAriPrefix) && word.length > appAriPrefix.length;

/** How an app fits a filter: each of its words is found somewhere. Undefined if one is not. */
export function findApp(app: App, filter: string, context: SearchContext = plainSearch): Found | undefined {
  const words = filterWords(filter);
  if (words.length === 0) return { rank: 0, elsewhere: [] };
  const { all, fields } = fieldsOf(app, context);
  if (!words.every((word) => all.includes(word))) return undefined;
  const matches = words.map((word) => bestMatch(fields, word));
  if (!matches.every((match) => match !== undefined)) return undefined;
  const beginsSo = app.name.toLowerCase().startsWith(words.join(' '));
  return {
    rank: matches.reduce((sum, { rank }) => sum + rank, beginsSo ? -1 : 0),
    elsewhere: distinct(matches.flatMap(({ finding }) => (finding.by === 'name' ? [] : [finding]))),
  };
}

interface Field extends Finding {
  readonly lower: string;
}

interface Match {
  readonly rank: number;
  readonly finding: Finding;
}

/** The best field with a word. A single letter counts only in the name: it is in nearly every text. */
function bestMatch(fields: readonly Field[], word: string): Match | undefined {
  const isLetter = word.length === 1 && word <= '~';
  const found = fields.find(
    ({ by, lower }) =>
      lower.includes(word) && (by === 'name' || !isLetter) && (by !== 'id' || word.length >= shortestOfId),
  );
  if (found === undefined) return undefined;
  const { by, text, lower } = found;
  if (by === 'name') return { rank: startsWordOf(lower, word) ? 0 : ranks.name, finding: { by, text } };
  const at = lower.indexOf(word);
  return { rank: ranks[by], finding: { by, text: by === 'description' ? excerpt(text, at, word.length) : text } };
}

/** Whether a word of the text begins with the given one. */
function startsWordOf(lower: string, word: string): boolean {
  for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(lower[at - 1] ?? '')) return true;
  return false;
}

/** The words around a part of a text, cut between words where there are spaces. */
function excerpt(text: string, at: number, length: number): string {
  const end = at + length;
  const [first, last] = [Math.max(0, at - around), Math.min(text.length, end + around)];
  const [space, lastSpace] = [text.indexOf(' ', first), text.lastIndexOf(' ', last)];
  const from = first > 0 && space !== -1 && space < at ? space : first;
  const to = last < text.length && lastSpace >= end ? lastSpace : last;
  return `${from > 0 ? '…' : ''}${text.slice(from, to).trim()}${to < text.length ? '…' : ''}`.toWellFormed();
}

function distinct(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < 2) return findings;
  return [...new Map(findings.map((finding) => [`${finding.by} ${finding.text}`, finding])).values()];
}

interface Fields {
  readonly context: SearchContext['words'];
  readonly loaded: LoadedFacts | undefined;
  /** Best first. */
  readonly fields: readonly Field[];
  /** All of them in one text: most apps are ruled out by one look into it. */
  readonly all: string;
}

/** The fields of each app: they are needed for each letter that is typed. */
const known = new WeakMap<App, Fields>();

function fieldsOf(app: App, { words, loaded: allLoaded }: SearchContext): Fields {
  const loaded = allLoaded.get(app.id);
  const before = known.get(app);
  if (before?.context === words && before.loaded === loaded) return before;
  const texts: Record<FoundBy, readonly (string | undefined)[]> = {
    name: [app.name],
    marketplaceKey: [app.marketplaceAppKey],
    id: [appUuid(app.id)],
    owner: [app.owner?.name],
    type: [words.type(app)],
    atlassianApp: app.atlassianApps.map(words.atlassianApp),
    developerSpace: [loaded?.developerSpace ?? app.developerSpaceId],
    scope: [...new Set([...app.scopes, ...(loaded?.scopes ?? [])])],
    site: loaded?.sites ?? [],
    description: [app.description],
  };
  const fields = (Object.keys(texts) as FoundBy[])
    .flatMap((by) => texts[by].map((text) => ({ by, text: text ?? '' })))
    .filter(({ text }) => text !== '')
    .map((field) => ({ ...field, lower: field.text.toLowerCase() }));
  const made = { context: words, loaded, fields, all: fields.map(({ lower }) => lower).join('\n') };
  known.set(app, made);
  return made;
}
