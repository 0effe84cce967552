import type { ScopeFacts } from '../scopes/scope-facts.ts';
import type { Manifest } from './manifest-contents.ts';
import type { ScopeUsage } from './analyze-scope-usage.ts';

/**
 * How likely a scope is the one to add. `missing`: the app needs it. `near`: it belongs to an Atlassian app that the
 * app runs in or calls. `far`: any other.
 */
export type Likelihood = 'missing' | 'near' | 'far';

/** A scope that can be added to a manifest. */
export interface RankedScope {
  readonly facts: ScopeFacts;
  readonly likelihood: Likelihood;
}

/** Classic scopes first, as Atlassian recommends them. */
const kinds: readonly ScopeFacts['kind'][] = ['classic', 'granular', 'connect'];

/** The APIs of the Atlassian app that modules of a type belong to. */
const apisOfModules: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^(?:connect-)?jira|^jira/, ['Jira', 'Jira Software']],
  [/^jiraServiceManagement:|^customerServiceManagement:/, ['Jira', 'Jira Service Management', 'Assets']],
  [/^devops:/, ['Jira', 'Jira Software']],
  [/^(?:connect-)?confluence:|^macro$/, ['Confluence']],
  [/^bitbucket:/, ['Bitbucket']],
  [/^compass:/, ['Compass']],
  [/^rovo:/, ['Rovo']],
  [/^graph:/, ['Teamwork Graph']],
];

/** The APIs of the Atlassian app that an event `avi:<app>:…` comes from. */
const apisOfEvents: Readonly<Record<string, readonly string[]>> = {
  jira: ['Jira'],
  'jira-software': ['Jira', 'Jira Software'],
  'jira-service-management': ['Jira', 'Jira Service Management'],
  confluence: ['Confluence'],
  bitbucket: ['Bitbucket'],
  compass: ['Compass'],
};

/**
 * The scopes that can be added to a manifest, sorted by likelihood, kind and key. Leaves out scopes in `taken`, scopes
 * that manifests must not declare, and those of Connect where there are no Connect modules.
 */
export function rankScopes(
  manifest: Manifest,
  usage: ScopeUsage | undefined,
  all: readonly ScopeFacts[],
  taken: ReadonlySet<string>,
): readonly RankedScope[] {
  const missing = new Set(usage?.missing.map(({ scope }) => scope));
  const nearApis = relatedApis(manifest, usage, all);
  const likelihoodOf = ({ key, api }: ScopeFacts): Likelihood => {
    if (missing.has(key)) return 'missing';
    return nearApis.has(api) ? 'near' : 'far';
  };
  return all
    .filter(
      ({ key, accepted, kind }) => accepted && !taken.has(key) && (kind !== 'connect' || manifest.hasConnectModules),
    )
    .map((facts): RankedScope => ({ facts, likelihood: likelihoodOf(facts) }))
    .sort(
      (a, b) =>
        order.indexOf(a.likelihood) - order.indexOf(b.likelihood) ||
        kinds.indexOf(a.facts.kind) - kinds.indexOf(b.facts.kind) ||
        (a.facts.key < b.facts.key ? -1 : 1),
    );
}

const order: readonly Likelihood[] = ['missing', 'near', 'far'];

/** The APIs of the Atlassian apps that the modules, events and calls of an app belong to, and that of Forge. */
function relatedApis(
  { modules }: Manifest,
  usage: ScopeUsage | undefined,
  all: readonly ScopeFacts[],
): ReadonlySet<string> {
  const types = new Set(modules.map(({ type }) => type));
  const named = apisOfModules.flatMap(([pattern, apis]) => ([...types].some((type) => pattern.test(type)) ? apis : []));
  const events = modules
    .flatMap((module) => module.events ?? [])
    .flatMap(({ text }) => apisOfEvents[/^avi:([a-z-]+):/.exec(text)?.[1] ?? ''] ?? []);
  const called = usage === undefined ? [] : all.filter(({ key }) => usage.needed.has(key)).map(({ api }) => api);
  return new Set(['Forge', ...named, ...events, ...called]);
}
