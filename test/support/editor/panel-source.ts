import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { appAri } from '../../../src/core/ids.ts';
import { createPanelSource, type PanelSource, type StatePart } from '../../../src/app-panel/panel-state.ts';
import type { PanelState } from '../../../src/app-panel/protocol.ts';
import type { PermissionsView } from '../../../src/manifest/permissions-protocol.ts';
import type { AuditPart } from '../../../src/audit-logs/panel/audit-part.ts';
import type { AuditSource } from '../../../src/audit-logs/panel/audit-source.ts';
import { rateLimitPart } from '../../../src/connection/rate-limit-part.ts';
import { deploymentsPart } from '../../../src/deployments/panel/deployments-part.ts';
import { type ManifestPart, manifestPart } from '../../../src/manifest/panel/manifest-part.ts';
import type { AccountData } from '../../../src/apps/model/account-data.ts';
import { createManifestThread } from '../../../src/manifest/model/manifest-thread.ts';
import { createManifests, type FoundManifest, type Manifests } from '../../../src/manifest/workspace/manifests.ts';
import type { ConsoleUnderTest } from './console.ts';
import { until } from './until.ts';

const noOutput = { error: (doing: string, error: unknown) => assert.fail(`${doing}: ${String(error)}`) };

/** The state of an app's panel, without the panel. */
export interface SourceUnderTest {
  readonly source: PanelSource;
  readonly audit: AuditSource;
  /** Returns the manifest being compared. */
  readonly compared: () => FoundManifest | undefined;
  /** Selects another of the app's manifests for the comparison. */
  readonly choose: (index: number) => void;
  readonly data: AccountData;
  readonly manifests: Manifests;
  /** Returns the parts reported as changed since the last call. */
  readonly told: () => StatePart[];
  /** Returns the current permissions. */
  readonly permissions: () => PermissionsView;
  /** Waits until the state meets a condition, which is checked whenever a part changes. */
  readonly settles: (what: string, holds: (state: PanelState) => boolean) => Promise<void>;
}

/**
 * Returns a function that creates sources for the tests of a suite, from the signed-in account's data and the current
 * workspace.
 */
export function useSources(forge: ConsoleUnderTest): (uuid: string) => Promise<SourceUnderTest> {
  const sources: { dispose(): void }[] = [];
  afterEach(() => {
    for (const one of sources.splice(0)) one.dispose();
  });
  return async (uuid) => {
    const [data] = forge.services.data.list;
    assert.ok(data, 'nobody is signed in');
    await data.start();
    const thread = createManifestThread({
      entry: pathToFileURL(forge.extension.context.asAbsolutePath('dist/manifests.js')),
      onCrash: (error) => assert.fail(String(error)),
    });
    const manifests = createManifests(thread, (doing, error) => assert.fail(`${doing}: ${String(error)}`));
    const heard = new Set<StatePart>();
    const listeners = new Set<() => void>();
    const { rateLimit, actions } = forge.services;
    const [logs, environments, versions, variables] = await Promise.all([
      forge.services.logs.panelPart(),
      forge.services.environments.panelPart(),
      forge.services.versions.panelPart(),
      forge.services.variables.panelPart(),
    ]);
    const made: Partial<{ audit: AuditPart; manifest: ManifestPart }> = {};
    const source = createPanelSource(
      data,
      appAri(uuid),
      {
        auditLogs: (panel) =>
          (made.audit = forge.extension.auditPart(panel, { prompts: forge.prompts, output: noOutput, actions })),
        manifest: (panel) => (made.manifest = manifestPart(panel, manifests, () => Promise.resolve())),
        connection: (panel) => rateLimitPart(panel, rateLimit, { giveUp: () => undefined }),
        logs,
        deployments: (panel) =>
          deploymentsPart(panel, {
            running: forge.services.deployments.running,
            manifests,
            actions,
            now: () => new Date(),
            deployBuild: () => Promise.resolve(),
          }),
        environments,
        versions,
        variables,
      },
      (...parts) => {
        for (const part of parts) heard.add(part);
        for (const listener of listeners) listener();
      },
    );
    sources.push(source, manifests, thread);
    const { audit, manifest } = made;
    assert.ok(audit && manifest);
    await manifests.start();
    heard.clear();
    return {
      source,
      audit: audit.source,
      compared: manifest.manifest,
      choose: (index) => void manifest.handlers.chooseManifest({ manifest: index }),
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
