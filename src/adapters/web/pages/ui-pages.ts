import { servePanelPage, type PanelOrigins } from './panel-page.ts';
import { serveUiFile } from './ui-assets.ts';
import { createUiBuildReader } from './ui-build.ts';

/** Where the files lie that were built for browsers. */
export interface UiAssetsOptions {
  /** @defaultValue `dist/ui` of this package */
  readonly folder?: string;
}

/** Answers a request, or leaves it to others. */
export type UiHandler = (request: Request) => Promise<Response | undefined>;

/**
 * Serves `/ui/…`: the loader, and what the hub's pages are made of, packed and with names that may be kept forever. The hub does so by itself;
 * this is for a host that serves them from elsewhere.
 *
 * @returns undefined for every other address.
 *
 * @example
 * import { uiAssets } from 'vinculo/ui';
 *
 * const assets = uiAssets();
 * const loader = await assets(new Request('https://hub.example.com.br/ui/loader.js'));
 */
export function uiAssets({ folder }: UiAssetsOptions = {}): UiHandler {
  const build = createUiBuildReader(folder);
  return async (request) => await serveUiFile(request, build);
}

/** Where the files of `uiAssets` are, and what the page of the panel needs to know of the hub. */
export interface UiPagesOptions extends UiAssetsOptions {
  /** Which pages may hold the panel of a connection; none where it is unknown, or not active. */
  readonly origins: PanelOrigins;
  /** @defaultValue 'pt-BR' */
  readonly language?: 'pt-BR' | 'en';
}

/** Serves `/ui/…` and the panel's page, `/panel/<connection>` (PAN-11). */
export function createUiPages({ folder, origins, language = 'pt-BR' }: UiPagesOptions): UiHandler {
  const build = createUiBuildReader(folder);
  return async (request) => {
    const connection = connectionIn(request);
    return connection === undefined ? await serveUiFile(request, build) : await servePanelPage(request, connection, { build, origins, language });
  };
}

/** Ids have no letters that an address would write otherwise: whatever does is no connection's. */
const connectionIn = ({ url, method }: Request): string | undefined =>
  (method === 'GET' || method === 'HEAD' ? /^\/panel\/([^/]+)$/.exec(new URL(url).pathname)?.[1] : undefined);
