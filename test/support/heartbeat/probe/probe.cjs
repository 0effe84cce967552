// Runs inside an extension host, beside the product: measures how long the host works without letting
// others have their turn, while the product
// reads the folder that is open and manifests in it are shown. Writes the longest such time to the file that
// FORGE_CONSOLE_HEARTBEAT_RESULT names.
const { writeFileSync } = require('node:fs');
const { setTimeout: delay } = require('node:timers/promises');
const vscode = require('vscode');

const beatMs = 5;
/** The folder has been read once the process, with its threads, has had little to do for this many windows. */
const quietWindows = 10;
const windowMs = 200;
const idleShare = 0.15;
const limitMs = 150_000;

let beating;
let doing = 'starting';
/** The longest work between two beats, in milliseconds of CPU time of this thread, and what was done meanwhile. */
let longest = { ms: 0, during: doing };

/** Called before other extensions are activated: what starts them is measured as well. */
exports.activate = () => {
  let last = worked();
  beating ??= setInterval(() => {
    const now = worked();
    if (now - last > longest.ms) longest = { ms: Math.round(now - last), during: doing };
    last = now;
  }, beatMs);
};

/** The CPU time of this thread in milliseconds: other programs on the machine do not count. */
function worked() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

exports.run = async function run() {
  exports.activate();
  const product = vscode.extensions.getExtension('forge-console.forge-console');
  await product.activate();
  for (const path of process.env.FORGE_CONSOLE_HEARTBEAT_SHOWN.split(' ')) await show(path);
  doing = 'reading the folder';
  const seconds = await settled();
  clearInterval(beating);
  writeFileSync(
    process.env.FORGE_CONSOLE_HEARTBEAT_RESULT,
    JSON.stringify({ longest, isTrusted: vscode.workspace.isTrusted, seconds: Math.round(seconds) }),
  );
};

/** Returns the seconds that it took. */
async function settled() {
  const start = performance.now();
  for (let quiet = 0; quiet < quietWindows;) {
    if (performance.now() - start > limitMs) throw new Error('The extension host does not settle.');
    const before = process.cpuUsage();
    const from = performance.now();
    await delay(windowMs);
    const { user, system } = process.cpuUsage(before);
    quiet = (user + system) / 1000 < idleShare * (performance.now() - from) ? quiet + 1 : 0;
  }
  return (performance.now() - start) / 1000;
}

/** Shows a manifest, types into it, and asks of the product what VS Code asks. */
async function show(path) {
  const { uri: folder } = vscode.workspace.workspaceFolders[0];
  const uri = vscode.Uri.joinPath(folder, path);
  doing = `showing ${path}`;
  const editor = await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
  doing = `typing into ${path}`;
  await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# typed\n'));
  const at = new vscode.Position(2, 4);
  const range = new vscode.Range(at, at);
  for (const [command, argument] of [
    ['vscode.executeHoverProvider', at],
    ['vscode.executeCompletionItemProvider', at],
    ['vscode.executeCodeLensProvider', undefined],
    ['vscode.executeCodeActionProvider', range],
  ]) {
    doing = `${command} for ${path}`;
    await vscode.commands.executeCommand(command, uri, argument);
  }
  await vscode.commands.executeCommand('workbench.action.files.revert');
}
