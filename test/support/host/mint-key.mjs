// Preloaded into VS Code's server. The page of code-server's build encrypts its secrets (the signed-in accounts) with a
// key, part of which it fetches from /mint-key. code-server's own front end serves that, but the bare server does not,
// so that every reload of the page would sign users out.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { Server } from 'node:http';
import { randomBytes } from 'node:crypto';

const file = process.env.FORGE_CONSOLE_SERVER_KEY_FILE;

// Extension hosts inherit this module from the server: don't touch their own HTTP servers.
if (file && process.argv[1]?.endsWith('server-main.js')) {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  const key = readFileSync(file);
  const emit = Server.prototype.emit;
  Server.prototype.emit = function (event, request, response, ...others) {
    if (event !== 'request' || request.method !== 'POST' || request.url !== '/mint-key')
      return emit.call(this, event, request, response, ...others);
    response.end(key);
    return true;
  };
}
