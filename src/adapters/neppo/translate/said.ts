import * as z from 'zod';
import type { MessageKind } from '../../../domain/conversation/message.ts';
import { parseJson } from '../wire/message.ts';

const text = z.union([z.string(), z.number().transform(String)]).nullish().catch(undefined);
const choice = z.looseObject({ title: text, text, description: text, id: text }).nullish().catch(undefined);

const interactive = z.looseObject({
  title: text, text, body: text, payload: text, description: text,
  button_reply: choice, list_reply: choice, button: choice, interactive: z.looseObject({ button_reply: choice, list_reply: choice }).nullish().catch(undefined),
});

const place = z.looseObject({ name: text, address: text, latitude: text, longitude: text, lat: text, lng: text });

const phones = z.array(z.looseObject({ phone: text, wa_id: text })).catch([]);
const person = z.looseObject({ name: z.union([z.string(), z.looseObject({ formatted_name: text, first_name: text })]).nullish().catch(undefined), displayName: text, phone: text, phones });
const persons = z.union([z.array(person), z.looseObject({ contacts: z.array(person) }).transform(({ contacts }) => contacts), person.transform((one) => [one])]);

/** What people read of a message that came as JSON: the text that was chosen, a place, or somebody's name and number; else it as it came. */
export function translateSaid(kind: MessageKind, raw: string): string {
  const value = parseJson(raw);
  if (typeof value !== 'object' || value === null) return raw;
  if (kind === 'interactive') return chosenIn(value) ?? raw;
  if (kind === 'location') return placeIn(value) ?? raw;
  return kind === 'contact' ? (personsIn(value) ?? raw) : raw;
}

function chosenIn(value: object): string | undefined {
  const row = interactive.safeParse(value).data;
  if (row === undefined) return undefined;
  const choices = [row.button_reply, row.list_reply, row.interactive?.button_reply, row.interactive?.list_reply, row.button];
  return first([...choices.flatMap((each) => [each?.title, each?.text]), row.title, row.text, row.body, row.description, row.payload]);
}

function placeIn(value: object): string | undefined {
  const { name, address, latitude, longitude, lat, lng } = place.safeParse(value).data ?? {};
  const [north, east] = [first([latitude, lat]), first([longitude, lng])];
  return joined([name, address, north !== undefined && east !== undefined ? `${north}, ${east}` : undefined]);
}

const personsIn = (value: object): string | undefined =>
  joined((persons.safeParse(value).data ?? []).map(({ name, displayName, phone, phones: all }) =>
    joined([first([displayName, typeof name === 'string' ? name : (name?.formatted_name ?? name?.first_name)]), first([phone, ...all.flatMap((each) => [each.phone, each.wa_id])])], ' · ')));

type Text = string | null | undefined;

const isThere = (each: Text): each is string => each !== null && each !== undefined && each.trim() !== '';

const first = (texts: readonly Text[]): string | undefined => texts.find(isThere);

function joined(texts: readonly Text[], between = '\n'): string | undefined {
  const there = texts.filter(isThere);
  return there.length === 0 ? undefined : there.join(between);
}
