import assert from 'node:assert/strict';
import { codeServerRange, oldestVersion } from '../../support/host/vscode-version.ts';

describe('the version of VS Code', () => {
  it('that package.json claims is one that can be downloaded', () => {
    assert.match(oldestVersion(), /^1\.\d+\.\d+$/);
  });

  it('tells the releases of its server build', () => {
    assert.equal(codeServerRange('1.105.0'), '4.105');
    assert.throws(() => codeServerRange('110'), /not a version/);
  });
});
