import type { Language } from '../../../domain/index.ts';
import type { Words } from '../../wording/index.ts';
import type { Board, BoardCard, ShownRecord } from './crm-board.ts';

/** Somebody who may open the panel from the page. */
export interface PageAgent {
  readonly name: string;
  readonly email: string;
  readonly group: string;
}

/** What the address asks for; the page keeps nothing else. */
export interface PageAddress {
  readonly agent?: PageAgent | undefined;
  readonly lang: Language;
  readonly funnel?: number;
  readonly record?: ShownRecord | undefined;
}

export interface CrmDocument {
  readonly address: PageAddress;
  readonly agents: readonly PageAgent[];
  readonly board: Board;
  readonly hubUrl: string;
  readonly connection: string;
  /** `missing`: nobody built what browsers load. */
  readonly panel: 'built' | 'missing';
  /** Whether they write by themselves. */
  readonly clients: 'write' | 'rest';
  readonly words: Words['demo']['crm'];
}

/** The page as a whole. It is complete without its script, which mounts the panel and fetches the page anew. */
export function composeDocument(page: CrmDocument): string {
  const { address: { agent, lang }, hubUrl, connection, panel, words } = page;
  const mounts = panel === 'built' && agent !== undefined ? ` data-hub="${escaped(hubUrl)}" data-connection="${escaped(connection)}" data-agent="${escaped(agent.email)}"` : '';
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/crm.css">
<script type="module" src="/crm.js"></script>
</head>
<body${mounts}>
<div class="rail" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>
<header>${topOf(page)}</header>
<main>
<h1>${escaped(words.cards)}</h1>
${funnelsOf(page)}
${recordOf(page)}
<div class="scroll">${boardOf(page)}</div>
</main>
${cornerOf(page)}
</body>
</html>
`;
}

function topOf({ address, agents, words }: CrmDocument): string {
  const other = address.lang === 'en' ? 'pt-BR' : 'en';
  const others = agents.filter(({ email }) => email !== address.agent?.email);
  const who = address.agent === undefined ? '' : `<span class="who">${escaped(words.enteredAs(address.agent.name))}</span>${others.map((each) => link({ ...address, agent: each }, words.change(each.name))).join('')}`;
  return `<span class="brand">${escaped(words.standIn)}</span><nav aria-label="${escaped(words.account)}">${who}${link({ ...address, lang: other }, words.otherLanguage, ` lang="${other}"`)}</nav>`;
}

function funnelsOf({ address, board: { funnels, funnelId }, words }: CrmDocument): string {
  const { record: _, ...rest } = address;
  const links = funnels.map(({ id, name, cards }) => link({ ...rest, funnel: id }, name, `${SOFT}${id === funnelId ? ' aria-current="page"' : ''}`, ` <b>${cards}</b>`));
  return `<nav id="funnels" aria-label="${escaped(words.funnels)}">${links.join('')}</nav>`;
}

/** Which record the panel, or a click, asked for. */
function recordOf({ address, board: { record }, words }: CrmDocument): string {
  if (record === undefined) return '<p id="record" role="status"></p>';
  const { record: _, ...rest } = address;
  return `<p id="record" role="status" class="shown"><span>${escaped(words.record[record.kind](record.name, record.cards))}</span> ${link(rest, words.close, SOFT)}</p>`;
}

const boardOf = ({ address, board: { stages }, words }: CrmDocument): string => `<div id="board">${stages.map(({ name, cards }) =>
  `<section><h2>${escaped(name)} <b>${cards.length}</b></h2><ul>${cards.map((card) => `<li>${cardOf(card, address, words)}</li>`).join('')}</ul></section>`).join('')}</div>`;

function cardOf({ id, title, client, person, records, isMarked }: BoardCard, address: PageAddress, words: CrmDocument['words']): string {
  const details = `<span>${escaped([client, person].filter(Boolean).join(' · '))}</span><small>${escaped(words.records(records))}</small>`;
  return link({ ...address, record: { kind: 'deal', id } }, title, `${SOFT} class="card" data-deal="${id}"${isMarked === 'yes' ? ' aria-current="true"' : ''}`, details);
}

/** Where the panel will be: whom to enter as, or what to run first. */
function cornerOf({ address, agents, panel, clients, words }: CrmDocument): string {
  if (panel === 'missing') return `<aside class="corner" role="alert"><h2>${escaped(words.notBuilt)}</h2><p>${escaped(words.build)} <code>npm run build:ui</code></p></aside>`;
  if (address.agent !== undefined) return '';
  const choices = agents.map((agent) => `<li>${link({ ...address, agent }, words.enterAs(agent.name), ' class="enter"', `<small>${escaped(agent.group)}</small>`)}</li>`);
  return `<aside class="corner" id="chooser"><h2>${escaped(words.whoAreYou)}</h2>${clients === 'write' ? `<p>${escaped(words.clientsWrite)}</p>` : ''}<ul>${choices.join('')}</ul></aside>`;
}

/** Followed by the script without leaving the page, so that the panel stays. */
const SOFT = ' data-soft';

const link = (to: PageAddress, text: string, attributes = '', more = ''): string => `<a href="${escaped(hrefOf(to))}"${attributes}><strong>${escaped(text)}</strong>${more}</a>`;

const hrefOf = ({ agent, lang, funnel, record }: PageAddress): string => `/?${new URLSearchParams({
  ...(agent === undefined ? {} : { agent: agent.email }), lang,
  ...(funnel === undefined ? {} : { funnel: String(funnel) }), ...(record === undefined ? {} : { record: `${record.kind}/${record.id}` }),
}).toString()}`;

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
