// What the editor would say of the manifests below a folder, as JSON on stdout:
//
//   npm run -s findings -- FOLDER
//
// Ends with 0 where everything could be judged, else with 1 and the reasons on stderr.
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { judgeFolder } from './judge-folder.ts';

function fail(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}

/** npm runs scripts in the folder of their package, and says where it was called. */
const from = process.env.INIT_CWD ?? process.cwd();

async function judge(argument: string): Promise<void> {
  const folder = resolve(from, argument);
  const found = await stat(folder);
  if (!found.isDirectory()) throw new Error('it is not a folder');
  const { report, notJudged, notes } = await judgeFolder(folder);
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  for (const note of notes) process.stderr.write(`${note}\n`);
  if (notJudged.length > 0) fail(notJudged.join('\n'));
}

const [argument, ...others] = process.argv.slice(2);
if (argument === undefined || others.length > 0) fail('Usage: npm run -s findings -- FOLDER');
else
  await judge(argument).catch((error: unknown) =>
    fail(`${argument} can’t be judged: ${error instanceof Error ? error.message : String(error)}`),
  );
