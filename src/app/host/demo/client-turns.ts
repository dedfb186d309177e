import { BIA, ANA, GUSTAVO, HELENA } from './people.ts';

/** A client who gets in touch while the page is open. */
export interface DemoClient {
  readonly name: string;
  readonly phone: string;
  readonly group: string;
  readonly agent: string;
}

/** In the order in which they come. */
export const CLIENTS: readonly DemoClient[] = [
  { ...GUSTAVO, group: 'Vendas', agent: 'Bruno Tavares' },
  { ...HELENA, group: 'Pós-venda', agent: 'Camila Nogueira' },
  { name: ANA.name, phone: ANA.phone, group: 'Vendas', agent: 'Bruno Tavares' },
  { name: BIA.name, phone: BIA.phone, group: 'Pós-venda', agent: BIA.agent },
];

/** A conversation that has not ended, as its client sees it. */
export interface Talk {
  readonly protocol: string;
  readonly phone: string;
  /** Who wrote last, and how much the client wrote since somebody answered, and in all. */
  readonly last: { readonly id: number; readonly by: 'agent' | 'client' } | undefined;
  readonly unanswered: number;
  readonly written: number;
}

export type ClientAct =
  | { readonly type: 'begin'; readonly client: DemoClient; readonly visit: number }
  | { readonly type: 'reply'; readonly protocol: string; readonly count: number }
  | { readonly type: 'ask-again'; readonly protocol: string; readonly count: number };

/** How long clients take. */
export interface Pace {
  readonly answerMs: number;
  /** From one who comes to the next. */
  readonly arriveMs: number;
  /** Until one whose conversation ended comes again. */
  readonly returnMs: number;
  readonly askAgainMs: number;
}

export const GENTLY: Pace = { answerMs: 4_000, arriveMs: 25_000, returnMs: 180_000, askAgainMs: 60_000 };

/** Nobody writes more than this without an answer, so that an idle demo does not grow. */
const MOST_UNANSWERED = 3;

/** WhatsApp leaves the ninth digit out of most numbers of Brazil. */
const tailOf = (phone: string): string => phone.slice(-8);

/** Remembers when who wrote what, and decides what clients do next; whatever is asked of it is as of `nowMs`. */
export function createClientTurns(pace: Pace): { turn(talks: readonly Talk[], nowMs: number): readonly ClientAct[] } {
  const heard = new Map<string, { readonly id: number; readonly atMs: number }>();
  const visits = new Map<string, { readonly count: number; readonly lastMs: number }>();
  let arrivalMs = Number.NEGATIVE_INFINITY;

  function arrive(talks: readonly Talk[], nowMs: number): readonly ClientAct[] {
    const here = new Set(talks.map(({ phone }) => tailOf(phone)));
    for (const { phone } of CLIENTS) if (here.has(tailOf(phone))) visits.set(phone, { count: visits.get(phone)?.count ?? 1, lastMs: nowMs });
    if (nowMs < arrivalMs + pace.arriveMs) return [];
    const next = CLIENTS.find(({ phone }) => !here.has(tailOf(phone)) && nowMs >= (visits.get(phone)?.lastMs ?? Number.NEGATIVE_INFINITY) + pace.returnMs);
    if (next === undefined) return [];
    const visit = visits.get(next.phone)?.count ?? 0;
    visits.set(next.phone, { count: visit + 1, lastMs: nowMs });
    arrivalMs = nowMs;
    return [{ type: 'begin', client: next, visit }];
  }

  function speak({ protocol, last, unanswered, written }: Talk, nowMs: number): readonly ClientAct[] {
    if (last === undefined) return [];
    const known = heard.get(protocol);
    if (known?.id !== last.id) heard.set(protocol, { id: last.id, atMs: nowMs });
    const waitedMs = known?.id === last.id ? nowMs - known.atMs : 0;
    if (last.by === 'agent') return waitedMs >= pace.answerMs ? [{ type: 'reply', protocol, count: written }] : [];
    return waitedMs >= pace.askAgainMs && unanswered < MOST_UNANSWERED ? [{ type: 'ask-again', protocol, count: written }] : [];
  }

  return { turn: (talks, nowMs) => [...talks.flatMap((talk) => speak(talk, nowMs)), ...arrive(talks, nowMs)] };
}
