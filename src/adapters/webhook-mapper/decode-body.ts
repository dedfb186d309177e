import { accepted, rejected, type Result } from '../../domain/kernel/result.ts';
import { readJson } from '../../domain/mapping/index.ts';
import type { Json } from '../../domain/mapping/mapping.ts';
import { addressPart } from './address-part.ts';
import { readText } from './body-text.ts';
import { FORM_LIMITS, readForm } from './form-body.ts';

/** Why a body cannot be read. `multipart` and `xml`: forms of sending that no mapping can name values in; the sender is to be set to JSON. */
export type UnreadableBody = 'multipart' | 'xml' | 'too-deep' | 'too-wide' | 'neither-json-nor-form';

/** What is larger is no delivery of any platform. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * The body of a delivery as JSON: by its content type, and where that is not told or not true, by what it looks like. Nothing at all is `null`;
 * a form whose only field is JSON is that JSON.
 */
export function decodeBody(bytes: Uint8Array, contentType: string | undefined): Result<Json, UnreadableBody> {
  const { type, charset } = readContentType(contentType);
  if (type.startsWith('multipart/')) return rejected('multipart');
  if (bytes.length > MAX_BODY_BYTES) return rejected('too-wide');
  const text = readText(bytes, charset).trim();
  if (text === '') return accepted(null);
  return looksLikeJson(text) || isJson(type) ? readAsJson(text, type) : readAsForm(text, type);
}

function readAsJson(text: string, type: string): Result<Json, UnreadableBody> {
  const json = readJson(text);
  if (json.ok) return accepted(nested(json.value));
  return json.reason === 'too-deep' ? rejected('too-deep') : readAsForm(text, type);
}

function readAsForm(text: string, type: string): Result<Json, UnreadableBody> {
  if (text.startsWith('<')) return rejected('xml');
  if (!looksLikeForm(text) && !isForm(type)) return rejected('neither-json-nor-form');
  const form = readForm(text);
  return form.ok ? accepted(onlyField(form.value)) : form;
}

/** Relays pass forms on as JSON whose names keep their brackets: `{"fields[name][value]":"Ana"}`. Such a form is taken as one. */
function nested(json: Json): Json {
  if (typeof json !== 'object' || json === null) return json;
  const names = Object.keys(json);
  if (names.length > FORM_LIMITS.fields || !names.some((name) => BRACKETED.test(name))) return json;
  const entries = Object.entries(json);
  const fields = entries.flatMap(([name, value]) => (typeof value === 'object' && value !== null ? [] : [`${addressPart(name)}=${addressPart(String(value ?? ''))}`]));
  const form = readForm(fields.join('&'));
  return form.ok && fields.length === entries.length ? form.value : json;
}

const BRACKETED = /^[^[\]]+(?:\[[^[\]]*\])+$/;

/** Some senders put their whole JSON into one field: `payload={"event":…}`. */
function onlyField(form: Json): Json {
  const [value, ...others] = form === null || typeof form !== 'object' ? [] : Object.values(form);
  if (typeof value !== 'string' || others.length > 0 || !looksLikeJson(value.trim())) return form;
  const json = readJson(value);
  return json.ok && typeof json.value === 'object' ? json.value : form;
}

function readContentType(contentType = ''): { readonly type: string; readonly charset?: string } {
  const [type = '', ...parameters] = contentType.toLowerCase().split(';').map((part) => part.trim());
  const charset = parameters.find((parameter) => parameter.startsWith('charset='))?.slice('charset='.length).replaceAll('"', '');
  return charset === undefined || charset === '' ? { type } : { type, charset };
}

const isJson = (type: string): boolean => type.endsWith('/json') || type.endsWith('+json');
const isForm = (type: string): boolean => type === 'application/x-www-form-urlencoded';
const looksLikeJson = (text: string): boolean => text.startsWith('{') || text.startsWith('[');
const looksLikeForm = (text: string): boolean => /^[^\s=&{}<]+=/.test(text);
