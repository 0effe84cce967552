import type { Product, Site } from './world-types.ts';
import { seededRandom, pick, uuidOf } from './seeded-random.ts';

const regions = ['Global', 'EU', 'US', 'Australia', 'Germany', 'Japan', 'UK'];

/** The site with this host name, which determines its ids. */
export function siteOf(hostName: string, products: readonly Product[] = ['jira', 'confluence', 'compass']): Site {
  return {
    hostName,
    cloudId: uuidOf(`site ${hostName}`),
    orgId: uuidOf(`organisation of ${hostName}`),
    region: pick(seededRandom(`region of ${hostName}`), regions),
    activationIds: new Map(products.map((product) => [product, uuidOf(`${product} on ${hostName}`)])),
  };
}

const named = (name: string, products?: readonly Product[]): Site => siteOf(`${name}.atlassian.net`, products);

/** More apps on a site than these are warned of, and refused; the first is Atlassian's, the second this sandbox's. */
export const [recommendedAppsOnSite, mostAppsOnSite] = [100, 200] as const;

const own = (name: string, otherApps = 0): Site => ({ ...named(name), isOwn: true, otherApps });

/** Sites of customers and developers, by short name. */
export const sites = {
  maraDev: own('mara-dev'),
  northlightTest: own('northlight-test'),
  northlight: own('northlight'),
  crowded: own('crowded-desk', recommendedAppsOnSite + 1),
  full: own('full-shelf', mostAppsOnSite),
  northwind: named('northwind'),
  fjordline: named('fjordline'),
  bluebird: named('bluebird-logistics'),
  contessa: named('contessa-health'),
  hexacore: named('hexacore', ['jira', 'confluence']),
  kiruna: named('kiruna-mining', ['jira']),
  lumen: named('lumen-press', ['confluence']),
  meridian: named('meridian-bank'),
  nordbygg: named('nordbygg', ['jira', 'confluence']),
  oakwood: named('oakwood-schools', ['jira', 'confluence']),
  polaris: named('polaris-robotics'),
  quarry: named('quarry-street-studio', ['jira', 'confluence']),
  riverbank: named('riverbank-insurance'),
  sakura: named('sakura-denki', ['jira', 'confluence']),
  tidewater: named('tidewater-energy'),
  umbra: named('umbra-games', ['jira', 'confluence']),
  vasastan: named('vasastan-dental', ['jira']),
  whitfield: named('whitfield-law', ['confluence']),
  yarrow: named('yarrow-biotech', ['jira', 'confluence']),
  zenith: named('zenith-travel', ['jira', 'confluence']),
  gamla: named('gamla-sidan', ['confluence']),
  orchard: named('orchard-foods', ['jira', 'confluence']),
  // Hostile names: formulas for spreadsheets, markup for views.
  markup: siteOf('=cmd.<i>atlassian</i>.example.net', ['jira']),
  formula: siteOf('=HYPERLINK("http://example.com").example.net', ['confluence']),
} as const;

const firstWords = [
  'amber',
  'birch',
  'cedar',
  'delta',
  'ember',
  'falcon',
  'granite',
  'harbor',
  'indigo',
  'juniper',
  'kestrel',
  'laurel',
  'maple',
  'nimbus',
  'onyx',
  'prairie',
  'quill',
  'raven',
  'sierra',
  'tundra',
];
const secondWords = [
  'analytics',
  'bank',
  'clinic',
  'design',
  'energy',
  'foods',
  'group',
  'health',
  'insurance',
  'labs',
  'logistics',
  'media',
  'networks',
  'partners',
  'rail',
  'software',
  'systems',
  'travel',
  'university',
  'works',
];

const customers = firstWords.length * secondWords.length;
const known: Site[] = [];

/** One of 400 generated customers; the index wraps around. */
export function customerSite(index: number): Site {
  const place = index % customers;
  return (known[place] ??= named(
    `${firstWords[place % firstWords.length] ?? ''}-${secondWords[Math.floor(place / firstWords.length)] ?? ''}`,
    ['jira', 'confluence'],
  ));
}

/** A Bitbucket workspace, which is not a site: the gateway has no host name for it. */
const workspaceOf = (name: string): Site => siteOf(name, ['bitbucket']);

/** The workspaces of Bitbucket that everybody may see, by short name. */
export const workspaces = {
  mara: { ...workspaceOf('mara-lindqvist'), isOwn: true },
  nightShift: { ...workspaceOf('night-shift'), isOwn: true },
  elsewhere: workspaceOf('someone-elses'),
} as const satisfies Record<string, Site>;

/** Every site of the world, by cloud id. */
export function allSites(): ReadonlyMap<string, Site> {
  const all = [...Object.values(sites), ...Array.from({ length: customers }, (_, index) => customerSite(index))];
  return new Map(all.map((site) => [site.cloudId, site]));
}
