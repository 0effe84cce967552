import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../support/paths.ts';
import { inspectPort } from '../../tools/test-arguments.ts';

interface Configuration {
  name: string;
  preLaunchTask?: string;
  program?: string;
  port?: number;
  args?: string[];
}
interface Task {
  label?: string;
  type: string;
  script?: string;
  args?: string[];
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'));
const { configurations } = read('.vscode/launch.json') as { configurations: Configuration[] };
const { tasks } = read('.vscode/tasks.json') as { tasks: Task[] };
const { scripts } = read('package.json') as { scripts: Record<string, string> };
const setup = readFileSync(join(root, 'test/tools/setup.mjs'), 'utf8');

describe('the launch configurations', () => {
  it('start tasks that exist', () => {
    const labels = tasks.map(({ label, script }) => label ?? `npm: ${script}`);
    for (const { name, preLaunchTask } of configurations)
      assert.ok(preLaunchTask === undefined || labels.includes(preLaunchTask), name);
  });

  it('run files that exist, or that their task builds', () => {
    for (const { name, program, args = [] } of configurations) {
      const files = [program ?? '', ...args].flatMap((arg) => /\$\{workspaceFolder\}\/(.+)$/.exec(arg)?.[1] ?? []);
      for (const file of files) assert.ok(file.startsWith('out/') || existsSync(join(root, file)), `${name}: ${file}`);
    }
  });

  it('attach where --inspect has the extension host wait', () => {
    assert.deepEqual(
      configurations.flatMap(({ port }) => port ?? []),
      [inspectPort],
    );
  });
});

describe('the tasks and npm scripts', () => {
  it('run commands that set-up knows', () => {
    const commands = [
      ...tasks.map(({ script, args = [] }) => (script === undefined ? args.join(' ') : (scripts[script] ?? script))),
      ...Object.values(scripts),
    ].map((command) => /test\/tools\/setup\.mjs (\S+)$/.exec(command)?.[1] ?? command);
    for (const command of commands) assert.match(setup, new RegExp(`^  '?${command}'?: \\[\\[?['c.w]`, 'm'), command);
  });
});
