import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readSupportEnd, supportEnd } from '../../../../src/forge-cli/model/support-end.ts';
import { useFolder } from '../../../support/folder.ts';
import { withPath, writeStandIn } from '../../../support/stand-in-cli.ts';

const day = (date: Date | undefined) => date?.toISOString().slice(0, 10);

describe('the end of support of a Forge CLI', function () {
  this.timeout(20_000);
  const folder = useFolder();

  it('is six months after npm got the version', async () => {
    const times = JSON.stringify({ created: '2019-01-01T00:00:00.000Z', '13.3.0': '2026-09-02T07:25:02.177Z' });
    await writeStandIn(join(folder.path, 'npm'), { view: { output: times } });
    const env = withPath(folder.path);
    assert.equal(day(await supportEnd('13.3.0', folder.path, env)), '2027-03-02');
    assert.equal(await supportEnd('99.0.0', folder.path, env), undefined, 'a version that npm does not have');
  });

  it('is the last day of a month that is shorter', () => {
    assert.equal(day(readSupportEnd('{"1.0.0":"2026-08-31T10:00:00Z"}', '1.0.0')), '2027-02-28');
  });

  it('is not known where npm fails or says something else', async () => {
    assert.equal(await supportEnd('13.3.0', folder.path, withPath(folder.path)), undefined);
    for (const said of ['', 'npm error', '[]', '{"13.3.0":7}', '{"13.3.0":"soon"}'])
      assert.equal(readSupportEnd(said, '13.3.0'), undefined, said);
  });
});
