import type { RemovalCheck } from '../model/removal-check.ts';

/** Where developers raise a ticket with Atlassian. */
export const supportLink = 'https://developer.atlassian.com/support';

/** How apps listed on the Marketplace are retired; the parts of the page are inferred from its headings. */
const retiringPage = 'https://developer.atlassian.com/platform/marketplace/knowledge-base/retiring-your-app/';

/** The end-of-life terms, which apply to apps with active customers. */
export const endOfLifeTerms = `${retiringPage}#manual-retiring-of-apps`;

/** How an app is retired that is paid via Atlassian, or free. */
export function retiringLink(payment: RemovalCheck['payment']): string {
  const part = { paid: '#paid-via-atlassian-cloud-apps-only', free: '#free-apps', unknown: '' }[payment];
  return `${retiringPage}${part}`;
}
