import { scopeParts } from './scope-grammar.ts';
import { labelOverrides } from './label-overrides.ts';

const verbs: ReadonlyMap<string, string> = new Map(
  Object.entries({
    read: 'View',
    readonly: 'View',
    view: 'View',
    write: 'Create and change',
    admin: 'Administer',
  }),
);

/** Spellings of words in keys. */
const words: ReadonlyMap<string, string> = new Map(
  Object.entries({
    airtrack: 'Airtrack',
    assets: 'Assets',
    blogpost: 'blog post',
    cmdb: 'CMDB',
    config: 'configuration',
    dev: 'development',
    devops: 'DevOps',
    info: 'information',
    inlinetask: 'inline task',
    jql: 'JQL',
    ops: 'operations',
    org: 'organization',
    organisation: 'organization',
    pullrequest: 'pull request',
    requesttype: 'request type',
    servicedesk: 'service desk',
    sla: 'SLA',
  }),
);

/** Resources whose phrase is more than the words of their key. */
const resources: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'app-data': 'the app’s data',
    'app-notification': 'the app’s notifications',
    'forge-app': 'Forge apps',
    'non-project-work': 'non-project work',
    notes: 'notes about customers',
    security: 'security information',
    'contributor-work-association': 'associations of contributors with work',
  }),
);

/** The sources of data in the Teamwork Graph, by the API of a scope. */
const graphSources: ReadonlyMap<string, string> = new Map(
  Object.entries({
    compass: 'Compass',
    confluence: 'Confluence',
    external: 'other tools',
    focus: 'Focus',
    jira: 'Jira',
    loom: 'Loom',
    opsgenie: 'Opsgenie',
    talent: 'Talent',
  }),
);

const uncountable = new Set([
  'analytics',
  'configuration',
  'content',
  'data',
  'information',
  'metadata',
  'storage',
  'work',
  'JQL',
]);

/** A short sentence for what a scope lets an app do, derived from its key: "View issue properties". */
export function defaultLabel(key: string): string {
  const own = labelOverrides.get(key);
  if (own !== undefined) return own;
  const { verb, resource, api = '', isGraph } = scopeParts(key);
  const sentence = `${verbPhrase(verb)} ${resourcePhrase(resource)}`.trim();
  if (!isGraph) return sentence;
  const place = graphSources.get(api);
  return `${sentence}${place === undefined ? '' : ` from ${place}`} in the Teamwork Graph`;
}

function verbPhrase(verb: string): string {
  const phrase = verbs.get(verb) ?? verb.replaceAll('-', ' ');
  return phrase.charAt(0).toUpperCase() + phrase.slice(1);
}

function resourcePhrase(resource: readonly string[]): string {
  const name = resource.join('.');
  const phrase = resource.flatMap((part) => part.split('-')).map((word) => words.get(word) ?? word);
  return resources.get(name) ?? plural(phrase.join(' '));
}

/** The plural of a phrase, by its last word. */
function plural(phrase: string): string {
  const last = phrase.slice(phrase.lastIndexOf(' ') + 1);
  if (last === '' || uncountable.has(last) || /[^su]s$/.test(last)) return phrase;
  if (/[^aeiou]y$/.test(last)) return `${phrase.slice(0, -1)}ies`;
  return /(s|x|z|ch|sh)$/.test(last) ? `${phrase}es` : `${phrase}s`;
}
