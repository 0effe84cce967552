import type { App } from '../../src/core/app.ts';
import { appAri } from '../../src/core/ids.ts';

/** Returns a UUID that shows its number. */
export const uuidOf = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** Returns an app with only the required fields, and the given ones. */
export function appWith(number: number, more: Partial<App> = {}): App {
  return {
    id: appAri(uuidOf(number)),
    name: `App ${number}`,
    description: '',
    type: 'forge',
    isCloudFortified: false,
    distribution: 'notDistributed',
    distributionStatus: 'DEVELOPMENT',
    updatedAt: new Date('2025-06-15T12:00:00Z'),
    atlassianApps: [],
    scopes: [],
    ...more,
  };
}

/** Returns an app with all fields set. */
export function fullApp(number: number): App {
  return appWith(number, {
    description: 'Says "what"\nit does 議',
    type: 'oauth',
    isCloudFortified: true,
    distribution: 'marketplacePending',
    distributionStatus: 'PUBLIC',
    createdAt: new Date('2020-01-01T00:00:00.123Z'),
    developerSpaceId: 'space-1',
    owner: { accountId: 'account-1', name: 'Mara Lindqvist' },
    marketplaceAppKey: 'com.example.app',
    productionVersion: '4.3.0',
    atlassianApps: ['JIRA', 'BRAND_NEW'],
    scopes: ['read:jira-work', 'storage:app'],
  });
}
