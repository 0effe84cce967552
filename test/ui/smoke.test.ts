import assert from 'node:assert/strict';
import { openWorkbench, type Workbench } from '../support/workbench.ts';

describe('the packed extension', () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWorkbench();
  });
  after(() => workbench.close());

  it('shows its view, which offers to sign in', async () => {
    const apps = await workbench.openView('Forge Console', 'Apps');
    assert.match(await apps.welcome(), /Sign In/i);
    await workbench.screenshot('signed-out');
  });
});
