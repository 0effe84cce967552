import type { RemovalCheck } from '../model/removal-check.ts';

/** Atlassian's developer support. */
export const supportLink = 'https://developer.atlassian.com/support';

/** How to retire a Marketplace app; the anchors in this file are inferred from the page's headings. */
const retiringPage = 'https://developer.atlassian.com/platform/marketplace/knowledge-base/retiring-your-app/';

/** Terms for apps with active customers. */
export const endOfLifeTerms = `${retiringPage}#manual-retiring-of-apps`;

/** The part of Atlassian's page on how to retire an app that fits how it is paid. */
export function retiringLink(payment: RemovalCheck['payment']): string {
  const part = { paid: '#paid-via-atlassian-cloud-apps-only', free: '#free-apps', unknown: '' }[payment];
  return `${retiringPage}${part}`;
}
