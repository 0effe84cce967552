import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { step } from '../step.mjs';
import { installed, isInstalled } from './npm.ts';
import { run } from './processes.ts';
import { onPath } from './programs.ts';

const name = '@sparticuz/chromium';
const version = '153.0.0';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];
const applications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Keeps Chromium from contacting its vendor, and lets it run as root. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium and the environment it needs. */
interface BrowserProgram {
  executablePath: string;
  env: Record<string, string>;
}

/** Starts a headless Chromium, found by `browserProgram`. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await browserProgram();
  // We handle signals: servers must end along with the browser.
  return chromium.launch({
    executablePath,
    args: quiet,
    env: { ...process.env, ...env },
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

/**
 * Returns the Chromium to use: the one named by CHROMIUM_EXECUTABLE, one on PATH or among the applications, or (Linux
 * x64) the one inside an npm package, which is installed if needed. Rejects if there is none.
 */
export async function browserProgram(): Promise<BrowserProgram> {
  const own =
    process.env.CHROMIUM_EXECUTABLE ??
    commands.map(onPath).find((path) => path !== undefined) ??
    applications.find((path) => existsSync(path));
  return own === undefined ? packagedChromium() : { executablePath: own, env: {} };
}

async function packagedChromium(): Promise<BrowserProgram> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('No Chromium, Chrome or Edge was found. Install one, or name one in CHROMIUM_EXECUTABLE.');
  const install = () => installed(name, version, unpack);
  const folder = unpackedFolder(
    isInstalled(name, version)
      ? await install()
      : await step(`Installing a browser for tests (${name} ${version}; once)`, install),
  );
  const ownFonts = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), ...(process.env.LD_LIBRARY_PATH ?? '').split(':')]
        .filter(Boolean)
        .join(':'),
      ...ownFonts,
    },
  };
}

function unpackedFolder(packageFolder: string): string {
  return join(dirname(dirname(dirname(packageFolder))), 'unpacked');
}

/**
 * Unpacks the browser with the libraries and fonts a bare machine lacks; the package adds these only if it detects AWS
 * Lambda.
 */
async function unpack(packageFolder: string): Promise<void> {
  const folder = unpackedFolder(packageFolder);
  await mkdir(folder, { recursive: true });
  await run(
    process.execPath,
    ['--input-type=module', '--eval', `import chromium from '${name}'; await chromium.executablePath();`],
    {
      cwd: packageFolder,
      env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    },
  );
  await writeFile(
    join(folder, 'fonts.conf'),
    `<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n  <dir>${join(folder, 'fonts')}</dir>\n  <dir>/usr/share/fonts</dir>\n  <cachedir>${join(folder, 'fonts-cache')}</cachedir>\n</fontconfig>\n`,
  );
}
