import type { DeskFault } from '../../../../client/index.ts';

/** What the page around the panel may set at any time. */
export type PanelLocale = 'pt-BR' | 'en';
export type PanelTheme = 'auto' | 'light' | 'dark';

/** A record of the CRM. */
export interface HostContext {
  readonly dealId?: string;
  readonly contactId?: string;
  readonly companyId?: string;
}

/** How the panel looks and reads. */
export interface Look {
  /** @defaultValue 'pt-BR' */
  readonly locale?: PanelLocale;
  /** @defaultValue 'auto', as the browser likes it */
  readonly theme?: PanelTheme;
}

/** How the host's back end answered: a token; or the status and the body that it gave, which may hold a token or say why there is none. */
export type LaunchAnswer = { readonly token: string } | { readonly status: number; readonly body?: string };

/** What the loader says over the port. */
export type FromHost =
  | { readonly t: 'context'; readonly context: HostContext }
  | { readonly t: 'shown'; readonly shown: 'yes' | 'no' }
  | { readonly t: 'look'; readonly look: Look }
  | ({ readonly t: 'token'; readonly n: number } & LaunchAnswer);

/** What the panel says over the port; `n` numbers what it asks. */
export type FromPanel =
  | { readonly t: 'ready' }
  | { readonly t: 'token'; readonly n: number }
  | { readonly t: 'open'; readonly kind: 'contact' | 'company' | 'deal'; readonly id: string; readonly address: string }
  | { readonly t: 'minimize' }
  | Told;

/** What the panel tells the page around it. */
export type Told = { readonly t: 'unread'; readonly n: number } | { readonly t: 'title'; readonly text: string };

const LONGEST_ID = 64;
const LONGEST_TOKEN = 300;
const LONGEST_BODY = 20_000;

/** Reads what came over the port, field by field; what is anything else than a known message is none. */
export function parseFromHost(data: unknown): FromHost | undefined {
  if (!isRecord(data)) return undefined;
  const { t, context, shown, look, n } = data;
  switch (t) {
    case 'context': return isRecord(context) ? { t, context: parseContext(context) } : undefined;
    case 'shown': return shown === 'yes' || shown === 'no' ? { t, shown } : undefined;
    case 'look': return isRecord(look) ? { t, look: parseLook(look) } : undefined;
    case 'token': return typeof n === 'number' ? numbered(n, parseLaunchAnswer(data)) : undefined;
    default: return undefined;
  }
}

export const isTheme = (theme: unknown): theme is PanelTheme => theme === 'auto' || theme === 'light' || theme === 'dark';
export const isLocale = (locale: unknown): locale is PanelLocale => locale === 'pt-BR' || locale === 'en';

const parseLook = ({ locale, theme }: Fields): Look => ({ ...(isLocale(locale) ? { locale } : {}), ...(isTheme(theme) ? { theme } : {}) });

const numbered = (n: number, answer: LaunchAnswer | undefined): FromHost | undefined => answer && { t: 'token', n, ...answer };

function parseLaunchAnswer({ token, status, body }: Fields): LaunchAnswer | undefined {
  if (typeof token === 'string') return isToken(token) ? { token } : undefined;
  if (typeof status !== 'number' || !Number.isInteger(status)) return undefined;
  return typeof body === 'string' && body.length <= LONGEST_BODY ? { status, body } : { status };
}

/** What the body of a host's back end holds: the hub's own answer as it stands, or one after the guide. */
export interface LaunchBody {
  readonly token?: string;
  readonly kind?: string;
  readonly text?: string;
  readonly errors: readonly DeskFault[];
}

/** A body that is no JSON may be a token by itself, and says nothing otherwise. */
export function parseLaunchBody(body: string): LaunchBody {
  const told = parseJson(body);
  if (!isRecord(told)) return isToken(body.trim()) ? { token: body.trim(), errors: [] } : { errors: [] };
  const { token, type, detail, text = detail, errors } = told;
  return {
    ...(typeof token === 'string' && isToken(token) ? { token } : {}),
    ...(typeof type === 'string' ? { kind: type.split(':').at(-1) ?? type } : {}),
    ...(typeof text === 'string' && text !== '' ? { text } : {}),
    errors: Array.isArray(errors) ? errors.flatMap(parseFault) : [],
  };
}

const isToken = (text: string): boolean => text.length > 0 && text.length <= LONGEST_TOKEN && /^[\w.~+/=-]+$/.test(text);

function parseFault(fault: unknown): readonly DeskFault[] {
  if (!isRecord(fault)) return [];
  const { field, reason, mend } = fault;
  return typeof field === 'string' && typeof reason === 'string' && typeof mend === 'string' ? [{ field, reason, mend }] : [];
}

const RECORDS = ['dealId', 'contactId', 'companyId'] as const;

/** Ids of the CRM are numbers that pages write either way. */
function parseContext(context: Fields): HostContext {
  return Object.fromEntries(RECORDS.flatMap((name) => {
    const id = context[name];
    const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
    return typeof text === 'string' && text !== '' && text.length <= LONGEST_ID ? [[name, text]] : [];
  }));
}

type Fields = Readonly<Record<string, unknown>>;

const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
