// What a user would install, looked at: packed as npm packs it, then linted, its types resolved, its command started.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { staleReports } from './api-report.ts';
import { doorsOf } from './doors.ts';

const folder = mkdtempSync(join(tmpdir(), 'vinculo-pack-'));
let failed = false;

function judge(what: string, problem: string | undefined): void {
  if (problem === undefined) return;
  console.error(`${what}: ${problem}`);
  failed = true;
}

/** Runs an installed tool; what it said, when it was not content. */
function complaintOf(tool: string, ...args: readonly string[]): string | undefined {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['tools/run.mjs', tool, ...args], { encoding: 'utf8' });
  return status === 0 ? undefined : `${stdout}${stderr}`;
}

function pack(): string {
  const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return join(folder, packed.trim());
}

try {
  const tarball = pack();
  const entries = doorsOf('.').map(({ specifier }) => specifier.replace('vinculo', '.'));
  judge('publint', complaintOf('publint', tarball, '--strict'));
  judge('types', complaintOf('attw', tarball, '--profile', 'esm-only', '--entrypoints', ...entries));
  judge('command', complaintOf('./dist/app/host/bin.js', '--help'));
  const stale = staleReports('.');
  judge('public surface', stale.length === 0 ? undefined : `stale: ${stale.join(', ')}. Run \`npm run docs:api\` and read the difference.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
