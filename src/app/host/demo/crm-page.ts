import type { Language } from '../../../domain/index.ts';
import { words } from '../../wording/index.ts';
import { composeBoard, parseShownRecord } from './crm-board.ts';
import { composeDocument, type CrmDocument, type PageAddress, type PageAgent } from './crm-document.ts';
import { SCRIPT } from './crm-script.ts';
import { STYLE } from './crm-style.ts';
import type { PloomesState } from './outside.ts';

export interface CrmPageNeeds {
  /** The page's own, which has to be another than the hub's. */
  readonly origin: string;
  readonly hubUrl: string;
  readonly connection: string;
  /** Stays in this process: browsers get what the hub mints with it. */
  readonly operatorKey: string;
  readonly agents: readonly PageAgent[];
  readonly language: Language;
  readonly ploomes: () => Promise<PloomesState>;
}

/** A stand-in for the CRM that holds the panel, with the back end that such a page has. */
export interface CrmPage {
  fetch(request: Request): Promise<Response>;
  /** Whether anybody has it open in a browser, or had a moment ago. */
  isOpen(): 'yes' | 'no';
  /** From now on it says that clients write by themselves. */
  promiseClients(): void;
}

/** The page asks for itself every few seconds; a browser that holds it in the background does so once a minute. */
const OPEN_FOR_MS = 20_000;

export function createCrmPage(needs: CrmPageNeeds): CrmPage {
  let seenAt = Number.NEGATIVE_INFINITY;
  let clients: CrmDocument['clients'] = 'rest';
  return {
    isOpen: () => (Date.now() - seenAt < OPEN_FOR_MS ? 'yes' : 'no'),
    promiseClients: () => void (clients = 'write'),
    async fetch(request) {
      const { host, pathname, search } = new URL(request.url);
      // Under another name of this machine the page has another origin, which the panel refuses.
      if (host !== new URL(needs.origin).host) return request.method === 'GET' ? answer('', 'text/plain', needs, { status: 307, headers: { location: `${needs.origin}${pathname}${search}` } }) : refused(needs, 403);
      if (pathname === '/launch-token') return request.method === 'POST' ? await mint(request, needs) : refused(needs, 405);
      if (request.method !== 'GET') return refused(needs, 405);
      if (pathname === '/crm.js') return answer(SCRIPT, 'text/javascript', needs);
      if (pathname === '/crm.css') return answer(STYLE, 'text/css', needs);
      if (pathname !== '/') return refused(needs, 404);
      seenAt = Date.now();
      return await servePage(request, needs, clients);
    },
  };
}

async function servePage(request: Request, needs: CrmPageNeeds, clients: CrmDocument['clients']): Promise<Response> {
  const address = parseAddress(request, needs);
  const [state, panel] = await Promise.all([needs.ploomes(), panelAt(needs.hubUrl)]);
  const { agents, hubUrl, connection } = needs;
  return answer(composeDocument({ address, agents, hubUrl, connection, panel, clients, board: composeBoard(state, address), words: words[address.lang].demo.crm }), 'text/html', needs);
}

function parseAddress({ url }: Request, { agents, language }: CrmPageNeeds): PageAddress {
  const { searchParams: asked } = new URL(url);
  const lang = asked.get('lang');
  const funnel = Number(asked.get('funnel') ?? '');
  return {
    agent: agents.find(({ email }) => email === asked.get('agent')), lang: lang === 'en' || lang === 'pt-BR' ? lang : language,
    ...(Number.isSafeInteger(funnel) && funnel > 0 ? { funnel } : {}), record: parseShownRecord(asked.get('record') ?? ''),
  };
}

async function panelAt(hubUrl: string): Promise<'built' | 'missing'> {
  const loader = await fetch(`${hubUrl}/ui/loader.js`, { method: 'HEAD' });
  return loader.ok ? 'built' : 'missing';
}

/** What a CRM's back end does: it knows who is there, and asks the hub for a token of that agent alone. The hub's answer goes on as it stands. */
async function mint(request: Request, needs: CrmPageNeeds): Promise<Response> {
  const { hubUrl, connection, operatorKey, origin } = needs;
  const { agent, lang } = parseAddress(request, needs);
  if (request.headers.get('origin') !== origin || agent === undefined) return refused(needs, 403);
  const minted = await fetch(`${hubUrl}/v1/launch-tokens?lang=${lang}`, {
    method: 'POST', headers: { authorization: `Bearer ${operatorKey}`, 'content-type': 'application/json' }, body: JSON.stringify({ connection, agent: agent.email, origin }),
  }).catch(() => undefined);
  if (minted === undefined) return refused(needs, 502);
  return answer(await minted.text(), minted.headers.get('content-type') ?? 'text/plain', needs, { status: minted.status });
}

const refused = (needs: CrmPageNeeds, status: number): Response => answer('', 'text/plain', needs, { status });

function answer(body: string, type: string, { hubUrl }: CrmPageNeeds, { status = 200, headers = {} }: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {}): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': type.includes(';') ? type : `${type}; charset=utf-8`,
      'content-security-policy': [
        "default-src 'none'", `script-src 'self' ${hubUrl}`, `frame-src ${hubUrl}`, "style-src 'self'", "connect-src 'self'", 'img-src data:', "frame-ancestors 'none'",
        "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
      ].join('; '),
      'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', ...headers,
    },
  });
}
