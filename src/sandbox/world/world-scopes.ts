/** An API that scopes belong to; the gateway calls it a host service. */
export interface Service {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly owner: string;
}

export interface Scope {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly restricted: boolean;
  readonly service: Service;
}

const service = (id: string, name: string, owner: string, description: string): Service => ({
  id,
  name,
  owner,
  description,
});

/** The services whose APIs have the scopes. */
export const services = {
  jira: service('jira-api', 'Jira API', 'jira', 'Work with issues, projects and the settings of Jira.'),
  jiraSoftware: service('jira-software-api', 'Jira Software API', 'jira', 'Work with boards, sprints and backlogs.'),
  serviceManagement: service(
    'jira-service-management-api',
    'Jira Service Management API',
    'jira',
    'Work with service projects, requests and customers.',
  ),
  confluence: service(
    'confluence-api',
    'Confluence API',
    'confluence',
    'Work with pages, spaces and other content of Confluence.',
  ),
  compass: service('compass-api', 'Compass API', 'compass', 'Work with components, scorecards and metrics.'),
  bitbucket: service('bitbucket-api', 'Bitbucket API', 'bitbucket', 'Work with repositories and pull requests.'),
  identity: service('user-identity-api', 'User identity API', 'identity', 'Know who the signed-in user is.'),
  forge: service('forge-platform', 'Forge storage', 'ecosystem', 'Keep data of the app on Atlassian’s side.'),
  reporting: service(
    'personal-data-reporting-api',
    'Personal data reporting API',
    'ecosystem',
    'Report the accounts whose personal data the app keeps.',
  ),
} as const;

const scopesByService: Readonly<
  Record<keyof typeof services, readonly (readonly [key: string, name: string, description: string])[]>
> = {
  jira: [
    ['read:jira-work', 'View Jira issue data', 'Read projects, issues, and the data that goes with them.'],
    ['write:jira-work', 'Create and manage issues', 'Create and edit issues, comments and work logs.'],
    ['read:jira-user', 'View user profiles', 'See names, avatars and, where visible, e-mail addresses of users.'],
    ['manage:jira-project', 'Manage project settings', 'Create and edit project settings, versions and components.'],
    [
      'manage:jira-configuration',
      'Manage Jira global settings',
      'Change settings that need the Jira administrator permission.',
    ],
    ['manage:jira-webhook', 'Manage Jira webhooks', 'Register and remove webhooks of this app.'],
    ['read:issue:jira', 'View issues', 'View issues'],
    ['write:issue:jira', 'Create and update issues', 'Create and update issues'],
    ['read:comment:jira', 'View comments', 'View comments'],
    ['write:comment:jira', 'Create and update comments', 'Create and update comments'],
    ['read:project:jira', 'View projects', 'View projects'],
    ['read:user:jira', 'View users', 'View users'],
    ['read:label:jira', 'View labels', 'View labels'],
    ['read:attachment:jira', 'View attachments', 'View attachments'],
    ['send:notification:jira', 'Send notifications', 'Send notifications'],
    ['read:connect-jira', 'Read', 'Read what the user who installed the app can read.'],
    ['write:connect-jira', 'Write', 'Create and edit what the app may see.'],
    ['admin:connect-jira', 'Administer', 'Administer the site on behalf of the app.'],
    ['act-as-user:connect-jira', 'Act as user', 'Make requests in the name of a user.'],
  ],
  jiraSoftware: [
    ['read:sprint:jira-software', 'View sprints', 'View sprints'],
    ['read:board-scope:jira-software', 'View boards', 'View boards, backlogs, and related items'],
    ['read:issue:jira-software', 'View issues on boards', 'View issues'],
    ['write:issue:jira-software', 'Rank and estimate issues', 'Rank and estimate issues'],
  ],
  serviceManagement: [
    ['read:servicedesk:jira-service-management', 'View service desks', 'View servicedesks'],
    ['read:servicedesk.customer:jira-service-management', 'View customers', 'View servicedesk customers'],
  ],
  confluence: [
    [
      'read:confluence-content.all',
      'Read all content',
      'Read every page and blog post that the user may see, with its body.',
    ],
    ['read:confluence-content.summary', 'Read content summaries', 'Read titles and excerpts of content.'],
    ['write:confluence-content', 'Create and update content', 'Create and edit pages, blog posts and comments.'],
    ['read:confluence-space.summary', 'Read space summaries', 'Read names and keys of spaces.'],
    ['read:confluence-user', 'Read users', 'See who made and changed content.'],
    ['read:confluence-props', 'Read content properties', 'Read properties that apps keep on content.'],
    ['write:confluence-props', 'Write content properties', 'Change properties that apps keep on content.'],
    ['search:confluence', 'Search content', 'Search content and spaces.'],
    ['read:page:confluence', 'View pages', 'View pages'],
    ['write:page:confluence', 'Create and update pages', 'Create and update pages'],
    ['read:space:confluence', 'View spaces', 'View spaces'],
    ['read:comment:confluence', 'View comments', 'View comments'],
    ['write:comment:confluence', 'Create and update comments', 'Create and update comments'],
    ['read:attachment:confluence', 'View attachments', 'View and download content attachments'],
    ['read:user:confluence', 'View user details', 'View user details'],
  ],
  compass: [
    ['read:component:compass', 'View components', 'View components and their dependencies.'],
    ['write:component:compass', 'Create and update components', 'Create and update components.'],
    ['read:scorecard:compass', 'View scorecards', 'View scorecards and scores.'],
    ['write:metric:compass', 'Send metrics', 'Send values of metrics.'],
  ],
  bitbucket: [
    ['read:repository:bitbucket', 'View repositories', 'View repositories, their files and settings.'],
    ['read:pullrequest:bitbucket', 'View pull requests', 'View pull requests and their comments.'],
    ['write:pullrequest:bitbucket', 'Create and update pull requests', 'Create, update and merge pull requests.'],
  ],
  identity: [
    ['read:me', 'View your profile', 'See the profile of the user who is signed in.'],
    ['read:account', 'View profiles', 'See profiles of Atlassian accounts.'],
    ['offline_access', 'Keep access', 'Keep access while the user is away.'],
  ],
  forge: [
    ['storage:app', 'App storage', 'Read and write data in Forge-hosted storage.'],
    ['read:app-system-token', 'App system token', 'Let a remote call Atlassian as the app.'],
    ['read:app-user-token', 'App user token', 'Let a remote call Atlassian as the user.'],
  ],
  reporting: [['report:personal-data', 'Report personal data', 'Report the accounts the app keeps personal data of.']],
};

const restricted = new Set(['manage:jira-configuration', 'admin:connect-jira', 'act-as-user:connect-jira']);
const serviceKeys: readonly (keyof typeof services)[] = [
  'jira',
  'jiraSoftware',
  'serviceManagement',
  'confluence',
  'compass',
  'bitbucket',
  'identity',
  'forge',
  'reporting',
];

/** Every scope of the sandbox by key, in the order of the services. */
export const scopes: ReadonlyMap<string, Scope> = new Map(
  serviceKeys.flatMap((serviceKey) =>
    scopesByService[serviceKey].map(
      ([key, name, description]) =>
        [key, { key, name, description, restricted: restricted.has(key), service: services[serviceKey] }] as const,
    ),
  ),
);

/** The scope with this key. Throws if the catalogue lacks it, which is a mistake in the world. */
export function scopeOf(key: string): Scope {
  const scope = scopes.get(key);
  if (!scope) throw new Error(`The sandbox has no scope ${key}`);
  return scope;
}
