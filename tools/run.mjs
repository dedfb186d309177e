// Runs a tool or a source file with a Node that can: the host's when it is new enough, else the one that
// `npm ci` brought with the private workspace tools/runtime. Plain JavaScript without dependencies, because it is
// what an old Node meets first.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const MINIMUM = /(\d+)\.(\d+)/.exec(readJson(join(ROOT, 'package.json')).engines.node).slice(1).map(Number);

const [wanted, ...args] = process.argv.slice(2);
if (wanted === undefined) giveUp('Usage: node tools/run.mjs <tool or file> [arguments]');

const node = hostIsNewEnough() ? process.execPath : runtimeOfTheWorkspace();
// Node 22 warns that it strips types and that it has SQLite; both are meant here.
const child = spawn(node, ['--disable-warning=ExperimentalWarning', scriptOf(wanted), ...args], {
  stdio: 'inherit',
  // A child that keeps a database looks after its launcher, since one that is killed with -9 cannot pass the word on.
  env: { ...withNodeFirst(process.env, dirname(node)), VINCULO_LAUNCHER: String(process.pid) },
});

watchNpm();

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  // A terminal sends Ctrl-C to the child as well; passing it on would count it twice.
  process.on(signal, () => signal === 'SIGINT' && process.stdin.isTTY ? undefined : child.kill(signal));
}
child.on('error', (error) => giveUp(`${node} could not be started: ${error.message}`));
child.on('exit', (code, signal) => {
  if (signal === null) process.exit(code);
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
  // Only a signal that this process survives comes this far.
  setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 100);
});

/**
 * npm that is killed with -9 leaves its scripts behind, which would hold their database and ports unseen. Only what npm started
 * is watched over: a shell that started this in the background may go.
 */
function watchNpm() {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  // Many a shell stays between npm and its script, and does not end with npm.
  const npm = /^(sh|dash|bash|ash|zsh)$/.test(nameOf(parent)) ? parentOf(parent) : undefined;
  setInterval(() => {
    if (process.ppid === parent && (npm === undefined || Object.is(parentOf(parent), npm))) return;
    child.kill('SIGKILL');
    process.exit(1);
  }, 500).unref();
}

/** Told by /proc, hence on Linux alone; elsewhere nothing is known of other processes. */
function processStatus(pid) {
  try {
    return /^\d+ \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
  } catch {
    return [];
  }
}

function nameOf(pid) {
  return processStatus(pid)[1] ?? '';
}

function parentOf(pid) {
  return Number(processStatus(pid)[2]);
}

function hostIsNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
}

function runtimeOfTheWorkspace() {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const found = [ROOT, join(ROOT, 'tools', 'runtime')]
    .map((base) => join(base, 'node_modules', name, 'bin', executable))
    .find((path) => existsSync(path));
  return found ?? giveUp(
    `Node ${MINIMUM.join('.')} or newer is needed; this is ${process.versions.node}, and node_modules holds no ${name}.\n` +
    'Install a newer Node, or run `npm ci` without --omit=optional (Linux x64 and arm64, Windows x64).',
  );
}

/** A path is taken as it is; a bare word is the command of an installed package, found by its package.json and never by PATH. */
function scriptOf(word) {
  if (/[/\\]|\.[cm]?[jt]s$/.test(word)) return word;
  const { dependencies, devDependencies } = readJson(join(ROOT, 'package.json'));
  for (const name of [word, ...Object.keys({ ...dependencies, ...devDependencies })]) {
    const home = join(ROOT, 'node_modules', name);
    if (!existsSync(join(home, 'package.json'))) continue;
    const { bin } = readJson(join(home, 'package.json'));
    const script = typeof bin === 'string' && name === word ? bin : bin?.[word];
    if (typeof script === 'string') return join(home, script);
  }
  return giveUp(`No installed package offers the command "${word}". Run \`npm ci\` first.`);
}

function withNodeFirst(environment, folder) {
  const key = Object.keys(environment).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...environment, [key]: [folder, environment[key]].filter(Boolean).join(delimiter) };
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function giveUp(message) {
  console.error(message);
  process.exit(1);
}
