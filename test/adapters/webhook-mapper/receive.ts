import { platforms, takeApart } from '../../../src/adapters/webhook-mapper/index.ts';
import { compileMapping, compileSource, mapIncoming, wholeOf, type Incoming, type Json, type MappedEvent } from '../../../src/domain/mapping/index.ts';
import type { CallbackRequest, HandshakeAnswer, Platform, PlatformText, RawRequest } from '../../../src/ports/platform.ts';

/** What became of a request, as far as its preset alone says. */
export interface Received {
  readonly incoming: Incoming;
  readonly handshake: HandshakeAnswer | undefined;
  readonly asked: readonly CallbackRequest[];
  readonly events: readonly MappedEvent[];
  readonly identity: readonly Json[] | undefined;
}

/** Answers what a preset asks its platform for. */
export type AnswerCallback = (request: CallbackRequest) => Json | undefined;

export function presetOf(id: string): Platform {
  const platform = platforms.find(id);
  if (platform === undefined) throw new Error(`There is no preset for ${id}. Is it in platforms.ts?`);
  return platform;
}

export const aRequest = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}, method = 'POST'): RawRequest => ({
  method,
  url: 'https://hub.example/hooks/webhook/token',
  headers: { 'content-type': 'application/json', ...headers },
  body: typeof body === 'string' ? new TextEncoder().encode(body) : body,
});

export const asJson = (body: unknown): RawRequest => aRequest(JSON.stringify(body));
export const asForm = (body: string): RawRequest => aRequest(body, { 'content-type': 'application/x-www-form-urlencoded' });

/** Every credential that a preset knows, with something in it. */
export const credentialsOf = (platform: Platform): Readonly<Record<string, string>> =>
  Object.fromEntries((platform.callback?.credentials ?? []).map(({ name }) => [name, name === 'apiAddress' ? 'https://loja.example/web_api/' : `a-${name}`]));

export function receive(platform: Platform, request: RawRequest, answer: AnswerCallback = () => undefined): Received {
  const read = takeApart(request);
  if (!read.ok) throw new Error(`The body could not be read: ${read.reason}.`);
  const { asked, answers } = askAll(platform, read.value, answer);
  const callback = answers.length === 0 ? undefined : (platform.callback?.gather?.(answers, read.value) ?? answers.at(-1));
  const incoming: Incoming = callback === undefined ? read.value : { ...read.value, callback };
  return {
    incoming,
    handshake: platform.handshake?.(request, incoming, undefined),
    asked,
    events: mapIncoming(compileMapping(platform.mapping), incoming).events,
    identity: identityOf(platform, read.value),
  };
}

function askAll(platform: Platform, incoming: Incoming, answer: AnswerCallback): { readonly asked: readonly CallbackRequest[]; readonly answers: readonly Json[] } {
  const [asked, answers]: [CallbackRequest[], Json[]] = [[], []];
  while (asked.length < 5) {
    const request = platform.callback?.next(incoming, answers, credentialsOf(platform));
    if (request === undefined) break;
    asked.push(request);
    const answered = answer(request);
    if (answered === undefined) break;
    answers.push(answered);
  }
  return { asked, answers };
}

/** What tells the delivery from others: the values of the first list that are all there. */
function identityOf(platform: Platform, incoming: Incoming): readonly Json[] | undefined {
  const scope = wholeOf(incoming);
  for (const list of platform.identity) {
    const values = list.map((source) => {
      const compiled = compileSource(source);
      return compiled.ok ? compiled.value.read(scope) : undefined;
    });
    if (values.every((value) => value !== undefined)) return values;
  }
  return undefined;
}

/** Why an event of the preset comes without that; absent where it should have it. */
export function reasonToLack({ withoutPerson = [], mayLack = [] }: Platform, identification: string | undefined, field: string): PlatformText | undefined {
  const lacking = mayLack.filter(({ fields }) => fields.some((each) => each === field));
  return [...withoutPerson, ...lacking].find((each) => isLike(each.identification, identification))?.because;
}

const isLike = (pattern: string, identification = ''): boolean =>
  pattern.endsWith('*') ? identification.startsWith(pattern.slice(0, -1)) : identification === pattern;
