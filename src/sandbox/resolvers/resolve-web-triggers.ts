import type { Installation } from '../world/world-types.ts';
import { isOn } from './resolve-contexts.ts';
import { refusal } from './resolve-errors.ts';
import { hasRole, type Member, memberOf, type Viewer } from './resolve-viewer.ts';

interface UrlsOf {
  readonly appId: string;
  readonly contextId: string;
  readonly envId: string;
}

/** The URLs of an app's web triggers in an environment on a site. Throws a refusal if the viewer can't see the app. */
export function webTriggerUrlsByAppContext({ appId, contextId, envId }: UrlsOf, viewer: Viewer): readonly object[] {
  if (!memberOf(viewer, appId)) throw refusal('The app was not found.', 'APP_NOT_FOUND', 404);
  return viewer.world.webTriggers.list({ appUuid: appId, environmentId: envId, context: contextId });
}

interface Filter {
  readonly type: string;
  readonly value: readonly string[];
}

/** The modules that are deployed on a site, filtered by app with environment, and by type. */
export function extensionContext({ contextId }: { contextId: string }, viewer: Viewer): object {
  return {
    extensions: ({ filter }: { filter: readonly Filter[] }) => {
      const valuesOf = (wanted: string) => filter.flatMap(({ type, value }) => (type === wanted ? value : []));
      const types = new Set(valuesOf('EXTENSION_TYPE'));
      return valuesOf('APP_ID_ENVIRONMENT_ID')
        .flatMap((pair) => {
          const [appUuid, environmentId] = pair.split(':');
          return installed(memberOf(viewer, appUuid), environmentId, contextId)?.computeVersion.manifest.modules ?? [];
        })
        .filter(({ type }) => types.has(type));
    },
  };
}

/** Creates the URL of a deployed web trigger, the same one each time; otherwise the reply says why not. */
export function createWebTriggerUrl(
  {
    input,
  }: {
    input: UrlsOf & { readonly triggerKey: string; readonly secretKeyConfig?: { readonly key: string } | null };
  },
  viewer: Viewer,
): object {
  const { appId, contextId, envId, triggerKey, secretKeyConfig } = input;
  const member = memberOf(viewer, appId);
  if (!member) return failed(404, 'The app was not found.');
  if (!mayChange(member)) return failed(403, 'Your role does not allow you to create web trigger URLs.');
  const installation = installed(member, envId, contextId);
  if (!installation) return failed(404, 'The app is not installed there.');
  const modules = installation.computeVersion.manifest.modules ?? [];
  if (!modules.some(({ type, key }) => type === 'core:webtrigger' && key === triggerKey))
    return failed(404, 'The web trigger is not deployed there.');
  const place = { appUuid: appId, environmentId: envId, context: contextId, triggerKey };
  const { id, url } = viewer.world.webTriggers.create(place, secretKeyConfig?.key);
  return { success: true, statusCode: 200, message: 'OK', id, url };
}

/** Deletes a URL; otherwise the reply says why not. */
export function deleteWebTriggerUrl({ id }: { id: string }, viewer: Viewer): object {
  const url = viewer.world.webTriggers.find(id);
  const member = url && memberOf(viewer, url.appUuid);
  if (!member) return failed(404, 'The web trigger URL was not found.');
  if (!mayChange(member)) return failed(403, 'Your role does not allow you to delete web trigger URLs.');
  viewer.world.webTriggers.delete(id);
  return { success: true, statusCode: 200, message: 'OK' };
}

const failed = (statusCode: number, message: string): object => ({ success: false, statusCode, message });

const mayChange = (member: Member): boolean => hasRole(member, 'ADMIN', 'DEPLOYER', 'DEVELOPER');

function installed(
  member: Member | undefined,
  environmentId: string | undefined,
  context: string,
): Installation | undefined {
  return member?.app.details().installations.find((one) => one.environment.id === environmentId && isOn(one, context));
}
