import type { RestApi } from '../scopes/call-judgement.ts';

/** The functions of Forge that call Atlassian apps, with the API that each calls; undefined where that may be any. */
const requestFunctions: ReadonlyMap<string, RestApi | undefined> = new Map([
  ['requestJira', 'jira'],
  ['requestConfluence', 'confluence'],
  ['requestBitbucket', 'bitbucket'],
  ['requestGraph', undefined],
  ['requestTeamworkGraph', undefined],
  ['requestAtlassian', undefined],
  ['requestConnectedData', undefined],
]);

/** Whether a name is that of a function that calls Atlassian apps. */
export function isRequestName(name: string): boolean {
  return requestFunctions.has(name);
}

/** The API that a request function calls; undefined where it may be any. */
export function apiOfRequest(name: string): RestApi | undefined {
  return requestFunctions.get(name);
}

const names = [...requestFunctions.keys()].join('|');

const scopedApiNames = new RegExp(
  `${names}|forge-graphql|@forge/(?:kvs|sql|object-store)|\\b(?:storage|authorize|privacy)\\b|\\bon(?:Jira|Confluence)[A-Z]|NotificationApi|use(?:Content|Space|Issue)Property|\\[\`?["']?request`,
);

/** Whether a text may contain a call that needs scopes. */
export function mayNeedScopes(text: string): boolean {
  return scopedApiNames.test(text);
}
