import { compileMapping, mapIncoming, type FieldRule, type Incoming, type Json, type Mapping, type MappedEvent } from '../../../src/domain/mapping/index.ts';

/** A delivery with a body and little else. */
export const anIncoming = (body: Json, rest: Partial<Incoming> = {}): Incoming => ({ body, headers: {}, query: {}, ...rest });

/** A mapping of some fields, numbers without a DDI being Brazilian. */
export const aMapping = (fields: Mapping['fields'], rest: Partial<Mapping> = {}): Mapping => ({ v: 1, ddi: { constant: '55' }, fields, ...rest });

/** What a mapping makes of a delivery that holds one event. */
export function mappedBy(mapping: Mapping, incoming: Incoming): MappedEvent {
  const [only, ...others] = mapIncoming(compileMapping(mapping), incoming).events;
  if (only === undefined || others.length > 0) throw new Error('The delivery does not hold exactly one event.');
  return only;
}

/** What one rule of a field of one's own reads from a body. */
export const readBy = (rule: FieldRule, body: Json, rest: Partial<Incoming> = {}): MappedEvent =>
  mappedBy(aMapping({ 'custom.read': rule }), anIncoming(body, rest));

/** The value that one rule reads; absent where there is none. */
export const valueBy = (rule: FieldRule, body: Json, rest: Partial<Incoming> = {}): unknown => readBy(rule, body, rest).lead.fields['read'];

/** JSON with members that no literal can have, or more than anybody would write. */
export const parsedJson = (text: string): Json => JSON.parse(text) as Json;

/** A mapping as it may come in: anything at all. */
export const parsedMapping = (text: string): Mapping => JSON.parse(text) as Mapping;
