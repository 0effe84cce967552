// Replaces VS Code's native log writer, which is not compiled here: without one, no output channel of the server build
// shows anything. Implements the functions that VS Code calls, and appends to the same files.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];

function logger(name, file) {
  let lowest = 0;
  let plain = false;
  const write = (level) => (text) => {
    if (level < lowest) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(file, plain ? text : `${time} [${levels[level]}] ${text}\n`);
  };
  return {
    trace: write(0),
    debug: write(1),
    info: write(2),
    warn: write(3),
    error: write(4),
    critical: write(5),
    setLevel: (level) => void (lowest = level),
    getLevel: () => lowest,
    setPattern: () => void (plain = false),
    clearFormatters: () => void (plain = true),
    flush: () => undefined,
    drop: () => undefined,
  };
}

async function create(name, file) {
  mkdirSync(dirname(file), { recursive: true });
  return logger(name, file);
}

exports.version = 0;
exports.setLevel = () => undefined;
exports.setFlushOn = () => undefined;
exports.createRotatingLogger = create;
exports.createAsyncRotatingLogger = create;
