import type { GraphQLResolveInfo } from 'graphql';
import { Kind } from 'graphql';
import { appAriPrefix } from '../../core/ids.ts';
import type { App, Contributor, Installation, Person, Role } from '../world/world-types.ts';
import type { World } from '../world/world.ts';
import { refusal } from './resolve-errors.ts';

/** The context of every resolver: the world, the account, and the previews that a header opted in to. */
export type Viewer = {
  readonly world: World;
  readonly person: Person;
  readonly email: string;
  readonly previews: ReadonlySet<string>;
  /** Adds a warning of a root field to the reply's `extensions`. */
  readonly warn: (field: string, warning: object) => void;
  /** Passed here because the modules of versions and installations would import each other otherwise. */
  readonly showInstallation: (app: App, installation: Installation) => object;
};

/** The ARI of an app. */
export const ariOf = (app: { readonly uuid: string }): string => appAriPrefix + app.uuid;

/** The UUID in an app's ARI; undefined if `id` is something else. */
export const uuidInAri = (id: string): string | undefined =>
  id.startsWith(appAriPrefix) ? id.slice(appAriPrefix.length) : undefined;

export interface Member {
  readonly app: App;
  readonly contributor: Contributor;
}

/** The app with this UUID; undefined if it doesn't exist or the viewer isn't a contributor. */
export function memberOf(viewer: Viewer, uuid: string | undefined): Member | undefined {
  const app = uuid === undefined || viewer.person.status !== 'active' ? undefined : viewer.world.apps.get(uuid);
  const contributor = app && viewer.world.membership(app, viewer.person);
  return contributor && { app, contributor };
}

/** Whether a contributor has one of the roles. */
export const hasRole = ({ contributor }: Member, ...roles: readonly Role[]): boolean =>
  contributor.roles.some((role) => roles.includes(role));

/** Throws a refusal unless the field was queried with `@optIn` for each of `names`, or the header names them. */
export function requireOptIn(info: GraphQLResolveInfo, viewer: Viewer, names: readonly string[]): void {
  const given = new Set(viewer.previews);
  for (const node of info.fieldNodes)
    for (const { name, arguments: args = [] } of node.directives ?? [])
      if (name.value === 'optIn')
        for (const { value } of args)
          if (value.kind === Kind.LIST)
            for (const item of value.values) if (item.kind === Kind.STRING) given.add(item.value);
  const missing = names.filter((name) => !given.has(name));
  if (missing.length > 0)
    throw refusal(`The field ${info.fieldName} is a preview: opt in to ${missing.join(', ')}.`, 'OPT_IN_REQUIRED', 400);
}
