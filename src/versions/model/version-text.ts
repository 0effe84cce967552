import type { VersionFacts } from '../../core/version-facts.ts';
import { itemsOf, versionAreas } from './version-items.ts';

/** How a manifest names what an area holds. */
const headings: Readonly<Record<(typeof versionAreas)[number], string>> = {
  scopes: 'scopes',
  egress: 'egress',
  policies: 'contentPolicies',
  modules: 'modules',
  functions: 'functions',
  remotes: 'remotes',
  storage: 'storage',
  licence: 'licensing',
  atlassianApps: 'atlassianApps',
  connectKeys: 'connectKeys',
};

/**
 * A version as lines of text that differ only where the versions do: sorted, one fact a line, in the words of a
 * manifest, without ids and times. `spell` makes texts from elsewhere safe to show on one line.
 */
export function versionText(facts: VersionFacts, spell: (text: string) => string): string {
  const items = itemsOf(facts);
  const lines = versionAreas.flatMap((area) => {
    const listed = items[area];
    if (listed === undefined) return [`${headings[area]}: # not reported`];
    if (listed.length === 0) return [`${headings[area]}: []`];
    return [
      `${headings[area]}:`,
      ...listed.flatMap(({ name, details }) => [
        `  - ${spell(name)}`,
        ...details.map((detail) => `      ${spell(detail)}`),
      ]),
    ];
  });
  return `${lines.join('\n')}\n`;
}
