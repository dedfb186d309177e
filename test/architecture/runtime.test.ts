import { spawnSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MINIMUM = [22, 18] as const;

const isAtLeast = (version: string): boolean => {
  const [major = 0, minor = 0] = version.replace('v', '').split('.').map(Number);
  return major > MINIMUM[0] || (major === MINIMUM[0] && minor >= MINIMUM[1]);
};

const run = (script: string, ...args: readonly string[]): { status: number | null; signal: string | null; stdout: string } => {
  const file = join(mkdtempSync(join(tmpdir(), 'run-')), 'script.mjs');
  writeFileSync(file, script);
  return spawnSync('node', ['tools/run.mjs', file, ...args], { encoding: 'utf8' });
};

test('the tests run on a Node that strips types, whatever the host has', () => {
  expect(process.version).toSatisfy(isAtLeast);
});

test('package.json, the runner and the installed command ask for the same Node', () => {
  expect(readFileSync('package.json', 'utf8')).toContain(`"node": ">=${MINIMUM.join('.')}"`);
  expect(readFileSync('src/app/host/bin.ts', 'utf8')).toContain(`[${MINIMUM.join(', ')}]`);
});

test('the runner hands on arguments and the exit code, and its children find the same Node', () => {
  const { status, stdout } = run(`
    import { execFileSync } from 'node:child_process';
    console.log(JSON.stringify([process.version, execFileSync('node', ['-v'], { encoding: 'utf8' }).trim(), ...process.argv.slice(2)]));
    process.exit(3);
  `, '--json', 'a b');
  expect({ status, stdout: stdout.trim() }).toEqual({
    status: 3,
    stdout: JSON.stringify([process.version, process.version, '--json', 'a b']),
  });
});

test('the runner ends as its child ended', () => {
  expect(run(`process.kill(process.pid, 'SIGKILL');`).signal).toBe('SIGKILL');
});

test('the runner passes a request to stop on to its child', () => {
  const { status, stdout } = run(`
    process.on('SIGTERM', () => { console.log('stopped'); process.exit(7); });
    process.kill(process.ppid, 'SIGTERM');
    setTimeout(() => process.exit(1), 5000);
  `);
  expect({ status, stdout }).toEqual({ status: 7, stdout: 'stopped\n' });
});
