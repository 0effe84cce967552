import assert from 'node:assert/strict';
import { isDeployment } from '../../../../src/manifest/model/deploy-command.ts';

describe('a command line', () => {
  for (const line of [
    'forge deploy',
    'npx forge deploy -e production',
    'cd app && forge deploy --no-verify',
    './node_modules/.bin/forge deploy',
    'C:\\npm\\forge.cmd deploy',
    '"forge" deploy',
    'forge --verbose deploy',
    'sh -c "forge deploy"',
  ]) {
    it(`deploys: ${line}`, () => assert.equal(isDeployment(line), true));
  }
  for (const line of [
    'forge lint',
    'forge deploy-list',
    'reforge deploy',
    'forge install --upgrade',
    'npm run deploy',
    'echo forged deploy',
    '',
  ]) {
    it(`does not deploy: ${line}`, () => assert.equal(isDeployment(line), false));
  }
});
