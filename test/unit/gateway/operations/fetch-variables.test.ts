import assert from 'node:assert/strict';
import { appAri } from '../../../../src/core/ids.ts';
import { fetchVariables } from '../../../../src/gateway/operations/fetch-variables.ts';
import { sampleAppIds } from '../../../../src/sandbox/world/world-ids.ts';
import { failure, useGateway } from '../../../support/use-gateway.ts';

describe('the variables of an app', () => {
  const gateway = useGateway();

  it('are a bad reply where there are more than any list of the gateway has', async () => {
    const many = Array.from({ length: 100_001 }, () => ({ key: 'A', encrypt: true }));
    const change = (body: unknown) =>
      JSON.parse(JSON.stringify(body).replace(/"variables":\[.*?\]/, `"variables":${JSON.stringify(many)}`)) as unknown;
    gateway.sandbox.faults.set('Variables', { kind: 'reply', change });
    const { client } = gateway.connect();
    assert.equal((await failure(fetchVariables(client, appAri(sampleAppIds.releaseNotes)))).kind, 'badReply');
  });
});
