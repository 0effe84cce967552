import assert from 'node:assert/strict';
import { changesBy } from '../../../../src/refreshing/model/changed-parts.ts';

const scripts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    deploy: 'npm run build && npx forge deploy -e production --no-verify',
    release: 'npm test && npm run deploy',
    build: 'tsc',
    watch: 'tsc --watch',
    install: 'echo',
    up: 'cd app && yarn ship',
    postsite: 'forge install --upgrade',
    site: 'echo done',
    loop: 'npm run loop',
    bomb: 'npm run bomb2; npm run bomb2; npm run bomb2; npm run bomb2',
    bomb2: 'npm run bomb; npm run bomb; npm run bomb; npm run bomb',
  },
  'app/': { ship: 'cross-env STAGE=1 forge deploy' },
};

let asked: string[] = [];
const readScripts = (folder: string) => {
  asked.push(folder);
  return Promise.resolve(scripts[folder]);
};

/** What may be different after a command line: the parts in order, and "?" where it is unclear. */
async function after(line: string): Promise<string> {
  const { parts, isUnclear } = await changesBy(line, readScripts);
  return [...[...parts].sort(), ...(isUnclear ? ['?'] : [])].join();
}

const deployed = 'builds,deployments,environments,installations,list,variables';

describe('a command line', () => {
  beforeEach(() => {
    asked = [];
  });

  for (const line of [
    'forge deploy',
    'npx forge deploy -e production',
    'npx @forge/cli deploy',
    'npx --yes @forge/cli@latest deploy -e production',
    'npx -p @forge/cli forge deploy',
    'npm exec -- forge deploy',
    'npm exec @forge/cli -- deploy',
    'pnpm dlx @forge/cli deploy',
    'pnpm exec forge deploy',
    'yarn forge deploy',
    'yarn dlx @forge/cli deploy',
    'bunx @forge/cli deploy',
    'forge.exe deploy',
    'FORGE.CMD deploy',
    'C:\\npm\\forge.cmd deploy',
    '& "C:\\Program Files\\nodejs\\forge.ps1" deploy',
    '"forge" deploy',
    './node_modules/.bin/forge deploy',
    'node node_modules/@forge/cli/out/bin/cli.js deploy',
    'node node_modules\\@forge\\cli\\out\\bin\\cli.js deploy',
    'forge -e staging deploy',
    'forge --verbose deploy',
    'FORGE_EMAIL=a@b.c FORGE_API_TOKEN="x y" forge deploy',
    "$env:FORGE_EMAIL='a'; forge deploy",
    'set FORGE_EMAIL=a&& forge deploy',
    'env A=b sudo -E forge deploy',
    'cd app && forge deploy --no-verify',
    'npm test || forge deploy',
    'forge lint; forge deploy',
    'forge deploy > out.txt 2>&1',
    'forge deploy 2>&1 | tee log',
    '(cd app; forge deploy)',
    'sh -c "forge deploy"',
    "bash -lc 'cd app && forge deploy'",
    'cmd /c "forge deploy"',
    'cmd.exe /c forge deploy',
    'powershell -Command "forge deploy"',
    'concurrently "npm run watch" "forge deploy"',
    'forge \\\n  deploy',
    'forge `\n  deploy',
    'time nice -n 5 forge deploy',
    'npm run deploy',
    'npm run -s deploy -- --no-verify',
    'npm --silent run release',
    'yarn deploy',
    'pnpm run deploy',
    'bun run deploy',
    'node --run deploy',
    'npm --prefix app run ship',
    'yarn --cwd app ship',
    'npm run up',
  ]) {
    it(`deploys: ${line}`, async () => assert.equal(await after(line), deployed));
  }

  for (const [line, parts] of [
    ['forge create', 'list'],
    ['forge create -t jira-issue-panel "My app"', 'list'],
    ['forge register "My app"', 'list'],
    ['forge install --upgrade', 'installations'],
    ['forge uninstall', 'installations'],
    ['npm run site', 'installations'],
    ['forge rollout start', 'installations'],
    ['forge environments create -e mine', 'environments,variables'],
    ['forge environments:delete', 'environments,variables'],
    ['forge variables set KEY value', 'variables'],
    ['forge variables unset KEY', 'variables'],
    ['forge deploy && forge install --upgrade', deployed],
    ['npx @forge/cli register && npx @forge/cli install', 'installations,list'],
  ] as const) {
    it(`changes ${parts}: ${line}`, async () => assert.equal(await after(line), parts));
  }

  for (const line of [
    '',
    'forge',
    'forge lint',
    'forge deploy --help',
    'forge deploy-list',
    'forge deploy list',
    'forge install list',
    'forge install:list',
    'forge environments list',
    'forge variables list -e production',
    'forge tunnel',
    'forge logs',
    'npm install @forge/cli',
    'npm i -g @forge/cli@latest',
    'npm install',
    'npm ci',
    'yarn install',
    'npm run build',
    'reforge install',
    'cd forge && npm run build',
    'git commit -m "forge install"',
    'echo done # forge install',
    'ls > forge install',
  ]) {
    it(`changes nothing: ${line}`, async () => assert.equal((await after(line)).replace('?', ''), ''));
  }

  for (const line of [
    'make deploy',
    './deploy.sh',
    'npx nx run app:deploy',
    'npm run deploy --workspace app',
    'pnpm --filter app deploy',
    'npm run no-such-script',
    'cd /elsewhere && npm run deploy',
    'cd "$APP" && npm run deploy',
    'cd \\\\server\\share && npm run deploy',
  ]) {
    it(`may change something: ${line}`, async () => assert.equal(await after(line), '?'));
  }

  it('never leads to a folder that it names absolutely', async () => {
    for (const path of ['/etc', '\\\\server\\share', 'C:\\x', '~/x', '$HOME', '%APPDATA%'])
      await after(`cd ${path} && npm run deploy`);
    assert.deepEqual(asked, []);
  });

  describe('that is hostile', () => {
    for (const [what, line] of [
      ['scripts that run themselves', 'npm run loop'],
      ['scripts that run each other many times', 'npm run bomb'],
      ['a shell in a shell in a shell', `sh -c "${'sh -c '.repeat(3000)} x"`],
      ['very many commands', 'npm run deploy;'.repeat(100_000)],
      ['very many quotes', '"\'`\\'.repeat(250_000)],
      ['very many words', 'forge -x '.repeat(100_000)],
      ['a very long word', `forge ${'@forge/cli@'.repeat(100_000)}`],
      ['very many slashes', `forge ${'/'.repeat(1_000_000)} deploy`],
      ['names of every object', 'npm run constructor; npm run __proto__; forge toString'],
      ['control characters', '\u0000\u001b[2Jforge\u0000deploy\u202e'.repeat(10_000)],
    ] as const) {
      it(`takes no time: ${what}`, async () => {
        const started = process.cpuUsage();
        await after(line);
        const { user } = process.cpuUsage(started);
        assert.ok(user < 200_000, `${user} µs`);
        assert.ok(asked.length <= 40, `${asked.length} files were read`);
      });
    }
  });
});
