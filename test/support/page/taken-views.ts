// Views of an app as the panel's page takes them.
import assert from 'node:assert/strict';
import type { Account } from '../../../src/core/account.ts';
import { hostMessage, type PanelState, requests } from '../../../src/app-panel/protocol.ts';
import { headerView, type ViewWords } from '../../../src/app-panel/section-views.ts';
import { appWith } from '../make-apps.ts';
import { emptyPanelState } from './empty-panel-state.ts';

/** Words that show what they were made from. */
export const words: ViewWords = {
  appType: (type) => `type ${type}`,
  distribution: (distribution, status) => `distribution ${distribution} ${status}`,
  atlassianApp: (app) => `app ${app}`,
  environmentKind: (kind) => `kind ${kind}`,
  installationStatus: (status) => `status ${status}`,
  role: (role) => `role ${role}`,
  egressKind: (kind) => `egress ${kind}`,
  licence: ({ active }) => `licence ${String(active)}`,
  edition: (edition) => `edition ${edition}`,
  listingStatus: (status) => `listing ${status}`,
  linkStatus: (status) => `link ${status}`,
  account: ({ name }) => `account ${name}`,
  failure: ({ kind, message, details: { requestId } }) => ({
    short: kind,
    reason: `why ${kind}`,
    message,
    signedOut: kind === 'signedOut',
    ...(requestId !== undefined && { requestId }),
  }),
};

/** The account whose views they are. */
export const account: Account = {
  key: 'k',
  id: 'mara',
  email: 'mara@example.com',
  name: 'Mara',
  gateway: 'http://127.0.0.1/graphql',
  kind: 'atlassian',
};
/** A time on a day of June 2025. */
export const time = (day: number) => new Date(Date.UTC(2025, 5, day));
/** The head of a panel of which nothing is known. */
export const header = headerView(undefined, undefined, appWith(1).id, account, words);

/** The same state, if the page takes it as it is: both on the first reply and as a change. */
export function taken(part: Partial<PanelState>): Partial<PanelState> {
  const whole = { ...emptyPanelState(header), ...part };
  const sent = JSON.parse(JSON.stringify({ state: whole, translations: {} })) as unknown;
  assert.deepEqual(requests.ready.reply.parse(sent), { state: whole, translations: {} });
  assert.deepEqual(hostMessage.parse({ event: 'changed', state: part }), { event: 'changed', state: part });
  return part;
}

/** A section that is loaded. */
export const ready = <V>(value: V) => ({ status: 'ready', value, at: 0 }) as const;
