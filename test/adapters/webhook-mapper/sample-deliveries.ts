import { expect } from 'vitest';
import type { Json, MappedEvent } from '../../../src/domain/mapping/index.ts';
import type { CallbackRequest, Platform, RawRequest } from '../../../src/ports/platform.ts';
import { sampleBytes, sampleNames, samples } from '../../samples.ts';
import { presetOf, reasonToLack, receive, type AnswerCallback } from './receive.ts';

/** `[platform, file]` of every captured delivery of these platforms. Answers of callbacks, and headers, stand beside and are none. */
export const capturedDeliveries = (ids: readonly string[]): readonly (readonly [platform: string, file: string])[] =>
  ids.flatMap((id) => sampleNames('webhooks', id)
    .filter((file) => /\.(json|form|txt)$/.test(file) && !file.endsWith('.headers.json') && !isAnswer(file))
    .map((file) => [id, file] as const));

const isAnswer = (file: string): boolean => /^(?:callback|api)[-_]/.test(file);

/** What one captured delivery is, by its preset: asserted to be a lead, or to carry nobody for a reason that has a name. */
export function expectLeadOrReason(id: string, file: string, platform: Platform = presetOf(id), answers: AnswerCallback = capturedAnswers(id)): void {
  const { handshake, events, incoming } = receive(platform, capturedRequest(id, file), answers);
  if (handshake !== undefined) {
    expect(handshake.status, 'a handshake is answered with 2xx').toSatisfy((status: number) => status >= 200 && status < 300);
    return;
  }
  expect(events.length, 'a delivery is at least one event').toBeGreaterThan(0);
  for (const event of events) expectOne(platform, event, [incoming.body, incoming.callback ?? null]);
}

function expectOne(platform: Platform, { event, lead, missing, problems }: MappedEvent, sent: readonly Json[]): void {
  expect(event.identification, 'every event has an identification').toBeTruthy();
  if (missing.length === 0) {
    expect(lead.name).toBeTruthy();
    expect(lead.phone).toMatch(/^\+\d{8,15}$/);
    return;
  }
  const badPhone = problems.find(({ target }) => target === 'phone');
  if (badPhone !== undefined) {
    expect(badPhone, `of ${String(event.identification)}`).toMatchObject({ problem: 'not-a-phone' });
    expect(lead.phone).toBeUndefined();
    return;
  }
  for (const field of missing) {
    expect(reasonToLack(platform, event.identification, field), `why ${String(event.identification)} carries no ${field}`).toBeDefined();
  }
  if (!isPrivacyRequest(event.identification)) expect(sent.flatMap(phonesOf), 'whoever carries nobody has no phone of anybody').toEqual([]);
}

/** Those name who is to be forgotten, so that nobody is made of them. */
const isPrivacyRequest = (identification = ''): boolean => /redact|data_request/.test(identification);

const PHONE = /phone|telefone|celular|mobile|whats|(?:^|_)(?:tel|cel)\d?$/i;
const OF_OTHERS = /producer|produtor|affiliate|seller|delivery_man|merchant|coproducer|^display_phone_number$|^phone_number_id$/i;

/** Values below keys that are named like a phone of the person whom the delivery is about. */
function phonesOf(json: Json): readonly string[] {
  if (Array.isArray(json)) return json.flatMap(phonesOf);
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([key, value]) => {
    if (OF_OTHERS.test(key)) return [];
    return PHONE.test(key) && (typeof value === 'string' || typeof value === 'number') && /\d{8}/.test(String(value).replaceAll(/\D/g, ''))
      ? [`${key}: ${String(value)}`]
      : phonesOf(value);
  });
}

export function capturedRequest(id: string, file: string): RawRequest {
  const bytes = sampleBytes('webhooks', id, file);
  if (bytes === undefined) throw new Error(`${id}/${file} is not there any more.`);
  const stem = file.replace(/\.(?:body\.txt|json|form|txt)$/, '');
  const form = !file.endsWith('.json');
  const told = file.endsWith('.form') ? undefined : samples('webhooks', id, `${stem}.headers.json`);
  const type = form ? 'application/x-www-form-urlencoded' : 'application/json';
  return {
    method: 'POST',
    url: 'https://hub.example/hooks/webhook/token',
    // The decoded view of a form stands beside it as JSON.
    headers: { ...headersOf(told), 'content-type': type },
    body: new Uint8Array(bytes),
  };
}

const headersOf = (told: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(typeof told === 'object' && told !== null ? told : {}).map(([name, value]) => [name.toLowerCase(), String(value)]));

/** The captured answer about what is asked for, else what an answer about something else holds of it. */
export function capturedAnswers(id: string): AnswerCallback {
  const files = sampleNames('webhooks', id).filter(isAnswer);
  return ({ route }: CallbackRequest) => {
    const words = route.toLowerCase().match(/[a-z]{4,}/g)?.map((word) => word.replace(/s$/, '')) ?? [];
    const file = files.toSorted((one, other) => score(other, words) - score(one, words))[0];
    if (file === undefined) return undefined;
    const answer = parseAnswer(samples('webhooks', id, file));
    return words.includes('customer') && score(file, ['customer']) === 0 ? customerOf(answer) : answer;
  };
}

const score = (file: string, words: readonly string[]): number => words.filter((word) => file.toLowerCase().includes(word)).length;
const parseAnswer = (answer: unknown): Json => answer as Json;

function customerOf(answer: Json): Json {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return answer;
  const order: unknown = Reflect.get(answer, 'Order');
  if (typeof order === 'object' && order !== null) return { Customer: parseAnswer(Reflect.get(order, 'Customer')) };
  return parseAnswer(Reflect.get(answer, 'customer') ?? answer);
}
