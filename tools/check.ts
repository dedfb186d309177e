// `npm run check`: every check that needs no running hub, one line for each; what a failing one said follows its line.
import { spawnSync } from 'node:child_process';

const CHECKS = ['types', 'lint', 'architecture', 'dead-code', 'package'] as const;

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const passes = (check: (typeof CHECKS)[number]): boolean => {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(npm, ['run', '--silent', `check:${check}`], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 64 * 1024 * 1024,
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${check.padEnd(13)}${status === 0 ? 'ok' : 'FAILED'} (${seconds} s)`);
  if (status !== 0) console.log(`${stdout}${stderr}`);
  return status === 0;
};

const failed = CHECKS.filter((check) => !passes(check));
if (failed.length > 0) {
  console.error(`check: ${failed.join(', ')} failed`);
  process.exitCode = 1;
}
