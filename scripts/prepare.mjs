// Makes a fresh clone runnable: installs what is missing and builds what is out of date. Needs nothing but Node and npm.
// Everything it says goes to stderr, so that a command's stdout holds its result alone.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const STATE = join(ROOT, '.kessho');
const INSTALL_STAMP = join(ROOT, 'node_modules', '.kessho-install');

/** Install if the lock file changed since the last installation, then build the named TypeScript projects with their references. */
export async function prepare(projects) {
  refuseOldNode();
  const release = await takeLock(join(STATE, 'prepare.lock'));
  try {
    await installIfNeeded();
    if (projects.length > 0) await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-b', ...projects], 'build');
  } finally {
    release();
  }
}

/** Run a command with its output on stderr; a failure ends this process with the command's last words. */
export function run(command, args, label, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], ...options });
    child.on('error', (error) => fail(`${label}: ${error.message}`));
    child.on('exit', (code, signal) => (code === 0 ? resolve() : fail(`${label} failed (${signal ?? `exit ${code}`})`)));
  });
}

/** Replace this process's work by another Node program: same terminal, same signals, same exit code. */
export function hand(program, args, env = {}) {
  const child = spawn(process.execPath, [join(ROOT, program), ...args], { stdio: 'inherit', env: { ...process.env, ...env } });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => fail(error.message));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)));
}

export function fail(message) {
  process.stderr.write(`kessho: ${message}\n`);
  process.exit(1);
}

function refuseOldNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) fail(`Node 20.19 or later is needed, this is ${process.versions.node}`);
}

async function installIfNeeded() {
  const wanted = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
  if (existsSync(INSTALL_STAMP) && readFileSync(INSTALL_STAMP, 'utf8') === wanted) return;
  process.stderr.write('kessho: installing packages (once, a minute or two)\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const env = { ...process.env, ONNXRUNTIME_NODE_INSTALL: 'skip', npm_config_loglevel: 'error' };
  // Not `npm ci`: it refuses a lock file that lacks the binaries of other platforms. `--no-save` leaves the lock file as it is.
  await run(npm, ['install', '--no-save', '--no-json', '--loglevel=error', '--no-audit', '--no-fund'], 'npm install', { env });
  writeFileSync(INSTALL_STAMP, wanted);
}

/** One preparation at a time: a directory is the lock, the file in it names the process that holds it. */
async function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'pid'), String(process.pid));
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!holderLives(path)) rmSync(path, { recursive: true, force: true });
      else await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
}

function holderLives(path) {
  try {
    process.kill(Number(readFileSync(join(path, 'pid'), 'utf8')), 0);
    return true;
  } catch (error) {
    // No pid yet: the holder is between two calls; EPERM: it lives under another user.
    return error.code === 'ENOENT' || error.code === 'EPERM';
  }
}
