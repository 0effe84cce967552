import assert from 'node:assert/strict';
import { appAri } from '../../../src/core/ids.ts';
import { createPanelSource, type PanelPart, type PanelSource } from '../../../src/app-panel/panel-state.ts';
import type { PanelState, PermissionsView } from '../../../src/app-panel/protocol.ts';
import type { AccountData } from '../../../src/apps/model/account-data.ts';
import { createManifests, type Manifests } from '../../../src/manifest/workspace/manifests.ts';
import type { ConsoleUnderTest } from './console.ts';
import { until } from './until.ts';

/** What the panel of an app would show, without the panel. */
export interface SourceUnderTest {
  readonly source: PanelSource;
  readonly data: AccountData;
  readonly manifests: Manifests;
  /** The parts that were told to have changed since this was last asked. */
  readonly told: () => PanelPart[];
  /** The permissions as they are now. */
  readonly permissions: () => PermissionsView;
  /** Waits until a condition on the state holds, which is looked at whenever a part changes. */
  readonly settles: (what: string, holds: (state: PanelState) => boolean) => Promise<void>;
}

/** Makes sources for the tests of a suite, over the signed-in account's data and the workspace as it is then. */
export function useSources(forge: ConsoleUnderTest): (uuid: string) => Promise<SourceUnderTest> {
  const made: { dispose(): void }[] = [];
  afterEach(() => {
    for (const one of made.splice(0)) one.dispose();
  });
  return async (uuid) => {
    const [data] = forge.services.data.list;
    assert.ok(data, 'nobody is signed in');
    await data.start();
    const manifests = createManifests((doing, error) => assert.fail(`${doing}: ${String(error)}`));
    const heard = new Set<PanelPart>();
    const listeners = new Set<() => void>();
    const source = createPanelSource(
      data,
      appAri(uuid),
      manifests,
      forge.services.auditArchives,
      forge.services.rateLimit,
      (...parts) => {
        for (const part of parts) heard.add(part);
        for (const listener of listeners) listener();
      },
    );
    made.push(source, manifests);
    await manifests.start();
    heard.clear();
    return {
      source,
      data,
      manifests,
      told() {
        const parts = [...heard].sort();
        heard.clear();
        return parts;
      },
      permissions: () => source.all().permissions.value ?? assert.fail('the permissions are not known'),
      settles: (what, holds) =>
        until(
          what,
          () => holds(source.all()),
          (listener) => {
            listeners.add(listener);
            return { dispose: () => listeners.delete(listener) };
          },
        ),
    };
  };
}
