/**
 * The pages of Atlassian's documentation that texts lead to with *Learn more*, each named for what it explains. The
 * addresses are those that Atlassian's own page on managing Forge apps links to, unless a line says otherwise.
 */
export const documentation = {
  manageApps: 'https://developer.atlassian.com/platform/forge/manage-your-apps/',
  kindsOfApps: 'https://developer.atlassian.com/developer-guide/cloud-development-platform-overview/',
  limitsOfApps: 'https://developer.atlassian.com/platform/forge/limits-app-developer/',
  environmentsAndVersions: 'https://developer.atlassian.com/platform/forge/environments-and-versions/',
  bulkUpgrade: 'https://developer.atlassian.com/platform/forge/version-bulk-upgrade/',
  rollingReleases: 'https://developer.atlassian.com/platform/forge/rolling-releases/',
  rolesAndPermissions: 'https://developer.atlassian.com/platform/forge/contributors/#roles-and-permissions',
  securityOfPermissions: 'https://developer.atlassian.com/platform/forge/security/#simple-and-secure-authentication',
  scopes: 'https://developer.atlassian.com/platform/forge/manifest-reference/permissions/',
  addingScopes: 'https://developer.atlassian.com/platform/forge/add-scopes-to-call-an-atlassian-rest-api/',
  /** Read for the rules of addresses. */
  egress: 'https://developer.atlassian.com/platform/forge/runtime-egress-permissions/',
  retiringApps:
    'https://developer.atlassian.com/platform/marketplace/knowledge-base/retiring-your-app/#manual-retiring-of-apps',
  retiringPaidApps:
    'https://developer.atlassian.com/platform/marketplace/knowledge-base/retiring-your-app/#paid-via-atlassian-cloud-apps-only',
  retiringFreeApps: 'https://developer.atlassian.com/platform/marketplace/knowledge-base/retiring-your-app/#free-apps',
  developerSupport: 'https://developer.atlassian.com/support',
  hostedStorage: 'https://developer.atlassian.com/platform/forge/storage/#forge-hosted-storage',
  dataResidency: 'https://developer.atlassian.com/platform/forge/data-residency/',
  movingProductData: 'https://support.atlassian.com/security-and-access-policies/docs/move-data-to-another-location/',
  backfillOfMarch2024: 'https://developer.atlassian.com/platform/forge/changelog/#CHANGE-1556',
  installForgeCli: 'https://developer.atlassian.com/platform/forge/getting-started/',
  supportedForgeCli: 'https://developer.atlassian.com/platform/forge/cli-reference/#supported-versions',
  /** Named by the pages on the parts of a manifest. */
  manifest: 'https://developer.atlassian.com/platform/forge/manifest/',
  /** Named by the page on Custom UI. */
  resources: 'https://developer.atlassian.com/platform/forge/manifest-reference/resources/',
  /** Read for the rules of URLs. */
  webTriggers: 'https://developer.atlassian.com/platform/forge/manifest-reference/modules/web-trigger/',
  /** Named by Atlassian’s page on viewing logs. */
  logAccess: 'https://developer.atlassian.com/platform/forge/access-app-logs/',
} as const;

/** A page that *Learn more* leads to. */
export type DocumentationPage = keyof typeof documentation;
export const documentationPages = Object.keys(documentation) as DocumentationPage[];

/** The page about a type of module by the last part of its address; of all modules where it has none of its own. */
export function moduleDocumentation(page: string | undefined): string {
  const all = 'https://developer.atlassian.com/platform/forge/manifest-reference/modules/';
  return page === undefined ? all : `${all}${page}/`;
}
