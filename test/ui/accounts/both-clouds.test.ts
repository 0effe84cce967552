import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clouds } from '../../../src/core/clouds.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox-server.ts';
import { useFolder } from '../../support/folder.ts';
import { makeAuthority } from '../../support/test-certificates.ts';
import { useNetworks } from '../../support/test-network.ts';
import { eventually } from '../../support/workbench/forge-console.ts';
import { openWorkbench, type Workbench } from '../../support/workbench/open-workbench.ts';
import { pictures } from '../../support/workbench/pictures.ts';
import { typeCredentials } from '../../support/workbench/sign-in-by-typing.ts';

const authority = makeAuthority('Cloud CA');
const hosts = [clouds.commercial, clouds.government].map(({ gateway }) => new URL(gateway).hostname);

describe('accounts of both clouds', function () {
  this.timeout(120_000);
  const networks = useNetworks();
  const folder = useFolder();
  let sandboxes: Sandbox[] = [];
  let workbench: Workbench | undefined;
  afterEach(async () => {
    await workbench?.close();
    await Promise.all(sandboxes.map((sandbox) => sandbox.close()));
  });

  /** A workbench for which both clouds are sandboxes, reached by the clouds' own names. */
  async function openBetweenClouds(): Promise<Workbench> {
    sandboxes = await Promise.all(hosts.map(() => startSandbox({ recordsRequests: true, answersAnyHost: true })));
    const file = join(folder.path, 'ca.pem');
    await writeFile(file, authority.ca.cert);
    const certificate = authority.issue({ name: 'clouds', hosts });
    const ports = await Promise.all(sandboxes.map(({ url }) => networks.tls(certificate, Number(new URL(url).port))));
    const leadsTo = Object.fromEntries(hosts.map((host, index) => [`${host}:443`, ports[index] ?? 0]));
    const proxy = await networks.proxy({ leadsTo });
    return openWorkbench({ settings: { 'http.proxy': proxy.url }, env: { NODE_EXTRA_CA_CERTS: file } });
  }

  it('are signed in to by keyboard, with Back to the cloud, and stand side by side', async () => {
    workbench = await openBetweenClouds();
    const { quickInput } = workbench;
    const apps = await workbench.openView('Forge Console', 'Apps');
    const [commercial, government] = sandboxes;
    assert.ok(commercial && government);

    await workbench.runCommand('Forge Console: Sign In…');
    await quickInput.opened('Sign In to Atlassian');
    await quickInput.accept();
    await typeCredentials(workbench, commercial.accounts.main);

    await workbench.runCommand('Forge Console: Sign In…');
    await quickInput.opened('Sign In to Atlassian');
    await quickInput.accept();
    await quickInput.opened('Sign In to Atlassian (1/2)');
    // Its label ends with the key.
    await workbench.page.locator('.quick-input-titlebar .action-label[aria-label^="Back"]').click();
    await quickInput.choose('Atlassian Government Cloud');
    await quickInput.opened('Sign In to Atlassian (1/2)');
    await quickInput.type(government.accounts.alias.email);
    await quickInput.accept();
    await quickInput.opened('Sign In to Atlassian (2/2)');
    await pictures(workbench, 'government-token');
    await quickInput.type(government.accounts.alias.token);
    await quickInput.accept();
    await quickInput.closed();

    await eventually(
      async () => (await apps.rows()).map(({ label }) => label),
      (labels) => {
        assert.ok(labels.includes('Mara Lindqvist (mara@example.com)'));
        assert.ok(labels.includes('Mara Lindqvist (mara+forge@example.com, Government Cloud)'));
      },
    );
    await apps.find('Release Notes Composer');
    await pictures(workbench, 'both-clouds');
    await workbench.runCommand('Forge Console: Sign In…');
    await quickInput.opened('Sign In to Atlassian');
    await workbench.screenshot('choose-cloud-dark');
    for (const [sandbox, person] of [
      [commercial, commercial.accounts.main],
      [government, government.accounts.alias],
    ] as const)
      assert.deepEqual([...new Set(sandbox.requests.map(({ account }) => account))], [person.accountId]);
  });
});
