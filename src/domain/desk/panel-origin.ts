import type { Brand } from '../kernel/brand.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';

/** The origin of a page in which the panel may sit, as browsers write it: `https://app.ploomes.com`. */
export type PanelOrigin = Brand<string, 'PanelOrigin'>;

const SECURE = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?$/;
/** For trying things out; a page anywhere else can be read by whoever sits between. */
const OF_THIS_MACHINE = /^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d{1,5})?$/;
const LONGEST = 255;

/** Reads an origin: scheme and host, a port where it is not the scheme's own. No path, no wildcard; `null`, which hostile frames have, is none. */
export function parsePanelOrigin(raw: string): Result<PanelOrigin, 'no-origin'> {
  const text = raw.trim().toLowerCase().replace(/\/$/, '');
  if (text.length > LONGEST || !(SECURE.test(text) || OF_THIS_MACHINE.test(text))) return rejected('no-origin');
  return accepted(parsed(text.replace(/^(https:.*):443$/, '$1').replace(/^(http:.*):80$/, '$1')));
}

const parsed = (text: string): PanelOrigin => text as PanelOrigin;
