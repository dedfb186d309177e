import { parseCnpj } from '../contact/cnpj.ts';
import { parseCpf } from '../contact/cpf.ts';
import { parseEmail } from '../contact/email.ts';
import type { Leaf } from './leaves.ts';
import { readNumberText } from './value-number.ts';
import { readPhoneText } from './value-phone.ts';

/** What speaks for a value being what a target wants. */
export type Hint = 'name-of-the-field' | 'part-of-the-name' | 'look-of-the-value' | 'where-it-stands';

/** How sure a guess is, from 0 to 1, and why. */
export interface Guess {
  readonly score: number;
  readonly why: readonly Hint[];
}

/** What is known of how a target is called and how it looks. */
export interface Clue {
  readonly target: string;
  /** The whole name, with or without the one before it. */
  readonly named: RegExp;
  readonly partly: RegExp;
  readonly never: RegExp;
  /** How a value looks: surely, possibly, or surely not. */
  looks(text: string): 'yes' | 'maybe' | 'no';
  /** Whether it belongs to the person, and not to what was bought or who sold it. */
  readonly of: 'person' | 'order' | 'delivery';
}

const NOBODY = /(?!)/;
const PERSON = /\b(?:customer|client|cliente|buyer|comprador|contact|contato|lead|subscriber|user|usuario|learner|aluno|student|invitee|payer|person|pessoa|billing|fields?|answers|respostas|data)\b/;
const OTHERS = /\b(?:producer|produtor|seller|vendedor|vendor|affiliate|afiliado|store|loja|shop|organizer|owner|creator|coproducers?|merchant|account|agent|attendant|manager|responsavel|supplier)\b/;
const THINGS = /\b(?:product|produto|items?|itens|plan|plano|offer|oferta|course|curso|campaign|event type|page|utm|tracking|form|file|coupon|address|endereco|city|country|meta|definition)\b/;

/** What says there what it is says nothing about the delivery. */
const WITHIN = /\b(?:customer|client|cliente|buyer|contact|fields?|answers|questions|address|items?|products?|payment)\b/;

const looksLikeName = (text: string): 'yes' | 'maybe' | 'no' => {
  if (/[\d@_/:]/.test(text) || text.length > 100) return 'no';
  return /^\p{Lu}\p{L}+(?:[\s'’-]+\p{L}+)+$/u.test(text) ? 'yes' : 'maybe';
};

const looksLikeEvent = (text: string): 'yes' | 'maybe' | 'no' => {
  if (text.length > 80 || /@|\s{2}|^\+?\d{5,}/.test(text)) return 'no';
  return /^[A-Za-z]+(?:[._:/-][A-Za-z]+)+$/.test(text) ? 'yes' : 'maybe';
};

const looksLikePhone = (text: string): 'yes' | 'maybe' | 'no' => (readPhoneText(text, '55').ok ? 'yes' : /\d{6}/.test(text.replaceAll(/\D/g, '')) && !/[a-z@]/i.test(text) ? 'maybe' : 'no');
const isDocument = (text: string): boolean => parseCpf(text).ok || parseCnpj(text).ok;

/** What is guessed, in the order in which it is shown. */
export const clues: readonly Clue[] = [
  {
    target: 'event', of: 'delivery', looks: looksLikeEvent, never: /\b(?:address|endereco|country|document|payment|person|financial)\b/,
    named: /^(?:event|evento|event type|event name|tipo evento|tipo do evento|nome do evento|webhook event type|type|tipo|topic|trigger|gatilho|action|acao|event identifier)$/,
    partly: /\b(?:event|evento|type|tipo|status|state|situacao|topic)\b(?!.*\b(?:id|at|date|data)\b)/,
  },
  {
    target: 'name', of: 'person', looks: looksLikeName,
    named: /^(?:name|nome|full name|nome completo|(?:customer|client|buyer|contact|lead|user|your|cus|subscriber|comprador|cliente)(?: full)? name|nome (?:do |da )?(?:cliente|contato|comprador|lead)|seu nome|cliente|profile name|display name)$/,
    partly: /\b(?:name|nome)\b/,
    never: /\b(?:first|last|sobrenome|surname|middle|primeiro|ultimo|product|produto|company|empresa|fantasia|event|evento|form|file|plan|plano|offer|course|curso|campaign|utm|page|store|loja|nick|scope|property|method|mother|mae|brand|host|domain|social|razao|bank|banco|user name|username)\b/,
  },
  {
    target: 'phone', of: 'person', looks: looksLikePhone,
    named: /^(?:(?:tele)?fone|telefone celular|celular|cel|tel|phone|phone number|cell ?phone|mobile|mobile phone|mobile number|whats ?app|zap|wa id|(?:customer|client|buyer|contact|lead|cus|checkout|your) (?:phone|cel|tel|mobile|cellphone|whatsapp)|numero (?:de |do )?(?:telefone|celular|whatsapp)|seu (?:telefone|celular|whatsapp)|telefone com ddd|telefone whatsapp)$/,
    partly: /\b(?:phone|telefone|celular|whats ?app|mobile|fone|cell ?phone|cel|tel)\b/,
    never: /\b(?:code|codigo|display|ddi|ddd|country|type|tipo|verified|brand|model|consent|count|business|id)\b/,
  },
  {
    target: 'email', of: 'person', looks: (text) => (parseEmail(text).ok ? 'yes' : 'no'), never: NOBODY,
    named: /^(?:e ?mail|mail|email address|e ?mail (?:do |da )?(?:cliente|contato|comprador)|(?:customer|client|buyer|contact|lead|cus|your) email|seu e ?mail)$/,
    partly: /\be ?mail\b/,
  },
  {
    target: 'document', of: 'person', looks: (text) => (isDocument(text) ? 'yes' : 'no'),
    named: /^(?:cpf|cnpj|cpf cnpj|cnpj cpf|document|documento|doc|tax id|tax number|(?:customer|client|buyer) docum?ment|identification|numero documento)$/,
    partly: /\b(?:cpf|cnpj|document|documento|tax)\b/, never: /\b(?:type|tipo)\b/,
  },
  {
    target: 'company', of: 'person', looks: (text) => (/@|^\d+$/.test(text) || text.length > 150 ? 'no' : 'maybe'),
    named: /^(?:company|empresa|company name|nome (?:da )?empresa|razao social|nome fantasia|organization|organizacao|business name|corporate name|(?:company|empresa|organization|organizacao) (?:name|nome))$/,
    partly: /\b(?:company|empresa|razao social|organization)\b/, never: /\b(?:id|size|phone|telefone|email|document|cnpj)\b/,
  },
  {
    target: 'product', of: 'order', looks: (text) => (/@|^[\d.,]+$|^https?:/.test(text) || text.length > 250 ? 'no' : 'maybe'),
    named: /^(?:product|produto|course|curso|product name|nome (?:do )?produto|(?:product|products|produto|produtos|items?|itens|course|curso) (?:product )?(?:name|nome|title|titulo))$/,
    partly: /\b(?:product|produto|course|curso)\b.*\b(?:name|nome|title|titulo)\b/, never: /\b(?:id|code|codigo|type|tipo|sku)\b/,
  },
  {
    target: 'value', of: 'order', looks: (text) => (readNumberText(text) === undefined ? 'no' : /[.,]\d{2}$/.test(text) ? 'yes' : 'maybe'),
    named: /^(?:value|valor|total|amount|price|preco|total price|total value|valor total|total amount|amount total|(?:order|purchase|sale|venda|pedido|trans|charge|payment|price|price full|full price) (?:value|valor|total|amount|price))$/,
    partly: /\b(?:value|valor|total|amount|price|preco)\b/, never: /\b(?:id|items?|quantity|quantidade|count|discount|desconto|shipping|frete|fee|taxa|type|currency|tax|installments)\b/,
  },
];

/** How well a value suits a target, by how it is called, how it looks and where it stands; absent when it does not. */
export function guess(clue: Clue, { words, text }: Leaf): Guess | undefined {
  const own = words.at(-1) ?? '';
  const withBefore = words.slice(-2).join(' ');
  const path = words.join(' ');
  const looks = clue.looks(text);
  if (looks === 'no' || clue.never.test(own)) return undefined;
  const exact = clue.named.test(own) || clue.named.test(withBefore);
  const partly = !exact && (clue.partly.test(own) || (clue.target === 'product' && clue.partly.test(withBefore)));
  if (!exact && !partly && !(clue.target === 'email' && looks === 'yes')) return undefined;
  const standing = standingOf(clue, words.slice(0, -1).join(' '), words.length, path);
  const score = (exact ? 0.6 : partly ? 0.4 : 0.2) + (looks === 'yes' ? 0.25 : 0.1) + standing;
  return {
    score: Math.round(Math.min(1, Math.max(0, score)) * 100) / 100,
    why: [
      ...(exact ? ['name-of-the-field' as const] : partly ? ['part-of-the-name' as const] : []),
      ...(looks === 'yes' ? ['look-of-the-value' as const] : []),
      ...(standing > 0 ? ['where-it-stands' as const] : []),
    ],
  };
}

function standingOf({ of, target }: Clue, before: string, depth: number, path: string): number {
  if (of === 'delivery') return WITHIN.test(before) ? -0.4 : Math.max(-0.3, 0.15 - 0.1 * (depth - 1)) - (/\bevent|evento/.test(path) ? 0 : 0.05);
  if (of === 'order') return OTHERS.test(before) || /\bcommissions?|comiss/.test(before) ? -0.3 : 0.05;
  if (OTHERS.test(before)) return -0.4;
  if (THINGS.test(before)) return -0.3;
  return PERSON.test(before) ? 0.15 : target === 'email' ? 0.1 : 0;
}
