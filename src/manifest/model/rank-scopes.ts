import type { ScopeFacts } from '../scopes/scope-facts.ts';
import type { Manifest } from './manifest-contents.ts';
import type { ScopeNeeds } from './needs.ts';

/**
 * How likely a scope is the one to add: the app needs it and lacks it; it is for an Atlassian app that the app runs in
 * or calls; anything else.
 */
export type Likelihood = 'missing' | 'near' | 'far';

/** A scope that can be added to a manifest. */
export interface RankedScope {
  readonly facts: ScopeFacts;
  readonly likelihood: Likelihood;
}

/** Kinds by how soon they come: classic ones first, as Atlassian recommends them. */
const kinds: readonly ScopeFacts['kind'][] = ['classic', 'granular', 'connect'];

/** APIs by the beginning of the types of modules that belong to their Atlassian app. */
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

/** APIs by the Atlassian app that an event comes from, as `avi:<app>:…` names it. */
const apisOfEvents: Readonly<Record<string, readonly string[]>> = {
  jira: ['Jira'],
  'jira-software': ['Jira', 'Jira Software'],
  'jira-service-management': ['Jira', 'Jira Service Management'],
  confluence: ['Confluence'],
  bitbucket: ['Bitbucket'],
  compass: ['Compass'],
};

/**
 * The scopes that can be added to a manifest, the likeliest first: those that its app needs and lacks, those of the
 * Atlassian apps that its modules and events name or its code calls, then the rest; within these by kind and key.
 * Scopes in `taken` are left out, those that manifests don't take too, and Connect's where there are no Connect
 * modules.
 */
export function rankScopes(
  manifest: Manifest,
  needs: ScopeNeeds | undefined,
  all: readonly ScopeFacts[],
  taken: ReadonlySet<string>,
): readonly RankedScope[] {
  const missing = new Set(needs?.missing.map(({ scope }) => scope));
  const near = apisOf(manifest, needs, all);
  return all
    .filter(
      ({ key, accepted, kind }) => accepted && !taken.has(key) && (kind !== 'connect' || manifest.hasConnectModules),
    )
    .map((facts): RankedScope => ({
      facts,
      likelihood: missing.has(facts.key) ? 'missing' : near.has(facts.api) ? 'near' : 'far',
    }))
    .sort(
      (a, b) =>
        order.indexOf(a.likelihood) - order.indexOf(b.likelihood) ||
        kinds.indexOf(a.facts.kind) - kinds.indexOf(b.facts.kind) ||
        (a.facts.key < b.facts.key ? -1 : 1),
    );
}

const order: readonly Likelihood[] = ['missing', 'near', 'far'];

/** The APIs of the Atlassian apps that an app has to do with, and what Forge itself offers. */
function apisOf({ modules }: Manifest, needs: ScopeNeeds | undefined, all: readonly ScopeFacts[]): ReadonlySet<string> {
  const types = new Set(modules.map(({ type }) => type));
  const named = apisOfModules.flatMap(([pattern, apis]) => ([...types].some((type) => pattern.test(type)) ? apis : []));
  const events = modules
    .flatMap((module) => module.events ?? [])
    .flatMap(({ text }) => apisOfEvents[/^avi:([a-z-]+):/.exec(text)?.[1] ?? ''] ?? []);
  const called = needs === undefined ? [] : all.filter(({ key }) => needs.needed.has(key)).map(({ api }) => api);
  return new Set(['Forge', ...named, ...events, ...called]);
}
