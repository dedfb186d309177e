import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

/** Opens a browser, or says why there is none and what to do. @param more - of its flags */
export async function openChromium(more: readonly string[] = []): Promise<Browser> {
  const args = [...FLAGS, ...more];
  const named = process.env['VINCULO_CHROMIUM'];
  if (named !== undefined) return await chromium.launch({ executablePath: named, args });
  const folder = await unpacked();
  return await chromium.launch({
    executablePath: join(folder, 'chromium'),
    args,
    // The package brings what a bare system lacks: NSS, and a font.
    env: { ...textsOf(process.env), LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  });
}

/** Ours and not those of the package, which switch off the same-origin policy and put all pages into one process. */
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'];

const PACKAGE = join(import.meta.dirname, '../../../node_modules/@sparticuz/chromium/package.json');

/** The browser's folder below the temporary one: unpacked once for each release, whole or not at all, also when two processes begin. */
async function unpacked(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('The browser tests could not unpack Chromium, which comes for Linux on x64 alone; set VINCULO_CHROMIUM to the path of one that runs here.');
  const folder = join(tmpdir(), `vinculo-chromium-${parseVersion(readFileSync(PACKAGE, 'utf8'))}`);
  if (existsSync(folder)) return folder;
  const half = mkdtempSync(`${folder}-`);
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'unpack-chromium.ts')], { env: { ...process.env, TMPDIR: half, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' } });
  mkdirSync(join(half, 'font-cache'));
  writeFileSync(join(half, 'fonts.conf'), `<?xml version="1.0"?><fontconfig><dir>${folder}/fonts</dir><cachedir>${folder}/font-cache</cachedir></fontconfig>`);
  try {
    renameSync(half, folder);
  } catch (failure) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(folder)) throw failure;
  }
  return folder;
}

const parseVersion = (text: string): string => (JSON.parse(text) as { readonly version: string }).version;
const textsOf = (env: NodeJS.ProcessEnv): Record<string, string> => Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
