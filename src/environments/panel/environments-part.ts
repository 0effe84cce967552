import type { PanelContext, PanelParts } from '../../app-panel/panel-parts.ts';
import { ForgeError } from '../../core/errors.ts';
import type { DefaultEnvironments } from '../model/default-environments.ts';
import type { EnvironmentVerbs } from '../register-environments.ts';

/** Which environment of an app is this workspace's default, and what the tab *Environments* does with them. */
export function environmentsPart(
  { data, appId, name, changed }: PanelContext,
  defaults: DefaultEnvironments,
  verbs: EnvironmentVerbs,
): PanelParts['environments'] {
  const subscription = defaults.onDidChange(() => changed('defaultEnvironment'));
  const { environments } = data.details(appId);
  return {
    state: { defaultEnvironment: () => defaults.of(appId) },
    handlers: {
      async environmentCommand(params) {
        const app = { data, id: appId, name: name() };
        if (params.command === 'create') {
          await verbs.create(app);
          return null;
        }
        const environment = environments.state?.value?.find(({ id }) => id === params.environmentId);
        if (environment === undefined) throw new ForgeError('notFound', 'this app has no such environment');
        await verbs[params.command]({ app, environment });
        return null;
      },
    },
    dispose: () => subscription.dispose(),
  };
}
