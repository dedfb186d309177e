import { notBuilt } from './answers.ts';
import type { UiBuild, UiBuildReader } from './ui-build.ts';

/** Which pages may hold the panel of a connection: none where it is unknown, or not active. */
export type PanelOrigins = (connection: string) => Promise<readonly string[]>;

export interface PanelPageNeeds {
  readonly build: UiBuildReader;
  readonly origins: PanelOrigins;
  /** Where the address names none. */
  readonly language: 'pt-BR' | 'en';
}

/** The page that agents live in. It knows no agent and no secret: who is there is asked of the page around it. */
export async function servePanelPage(request: Request, connection: string, { build, origins, language }: PanelPageNeeds): Promise<Response> {
  const [built, parents] = await Promise.all([build.read(), origins(connection)]);
  // Nobody learns from here which connections there are, or what became of one (UI B21).
  if (parents.length === 0) return answerPage(request, EMPTY, ["'none'"]);
  const page = built === 'missing' ? undefined : built.pages['panel'];
  return page === undefined ? notBuilt() : answerPage(request, composePage(page, parents, lookOf(request, language)), parents);
}

const EMPTY = '<!doctype html>\n<html><head><meta charset="utf-8"><title></title></head><body></body></html>\n';

interface Look {
  readonly lang: string;
  readonly theme: string;
}

/** What the loader wrote into the address: so the first paint is right already. */
function lookOf(request: Request, language: string): Look {
  const { searchParams: asked } = new URL(request.url);
  const [lang, theme] = [asked.get('lang') ?? '', asked.get('theme') ?? ''];
  return { lang: ['pt-BR', 'en'].includes(lang) ? lang : language, theme: ['light', 'dark'].includes(theme) ? theme : 'auto' };
}

/** Addresses are relative, since a host may serve the hub below a path of its own. */
const composePage = ({ script, styles }: UiBuild['pages'][string], parents: readonly string[], { lang, theme }: Look): string => `<!doctype html>
<html lang="${lang}" data-theme="${theme}" data-parents="${escaped(parents.join(' '))}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${lang === 'en' ? 'Conversations' : 'Atendimentos'}</title>
${styles.map((style) => `<link rel="stylesheet" href="../ui/${escaped(style)}">`).join('\n')}
<script type="module" src="../ui/${escaped(script)}"></script>
</head>
<body><main id="panel" class="panel"></main></body>
</html>
`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

const answerPage = ({ method }: Request, page: string, ancestors: readonly string[]): Response =>
  new Response(method === 'HEAD' ? null : page, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [
        "default-src 'none'", "script-src 'self'", "style-src 'self'", "connect-src 'self'", "img-src 'self' blob:", "media-src 'self' blob:",
        `frame-ancestors ${ancestors.join(' ')}`, "base-uri 'none'", "form-action 'none'", "require-trusted-types-for 'script'", "trusted-types 'none'",
      ].join('; '),
      'permissions-policy': 'microphone=(self), camera=(), geolocation=()',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
