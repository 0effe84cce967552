import assert from 'node:assert/strict';
import { customerSite } from '../../src/sandbox/world/sites.ts';
import type { World } from '../../src/sandbox/world/world.ts';

/** Replaces the installations of an app in production by this many, on the version before the newest. */
export function manyInstallations(world: World, uuid: string, count: number): void {
  const details = (world.apps.get(uuid) ?? assert.fail('no such app')).details();
  const environment = details.environments.find(({ type }) => type === 'PRODUCTION') ?? assert.fail('no production');
  const version = environment.versions[1] ?? assert.fail('only one version');
  const [first] = details.installations.filter((one) => one.environment === environment);
  assert.ok(first);
  details.installations = Array.from({ length: count }, (_, index) => {
    const site = customerSite(index);
    return { ...first, id: `installation-${index}`, site, environment, version, computeVersion: version };
  });
}
