import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { TemplateWish } from '../../../../../client/index.ts';
import type { MessageTemplate, TemplateParameter, TemplateValue } from '../../../../../domain/active-send/active-send.ts';

/** Client, group, template, values (SND-01). */
export type SendStep = 1 | 2 | 3 | 4;

/** What is filled so far; going back loses none of it. */
export interface SendForm {
  readonly step: Signal<SendStep>;
  readonly phone: Signal<string>;
  readonly name: Signal<string>;
  readonly group: Signal<string | undefined>;
  readonly template: Signal<MessageTemplate | undefined>;
  /** Why the hub does not send it as it stands. */
  readonly barred: Signal<string | undefined>;
  valueOf(place: TemplateParameter): Signal<string>;
  /** Places that need a value and have none. */
  readonly missing: ReadonlySignal<readonly TemplateParameter[]>;
  /** The send as it stands; absent while something is missing. */
  readonly wish: ReadonlySignal<TemplateWish | undefined>;
}

/** Fewer are no number with its DDI and DDD. */
const FEWEST_DIGITS = 10;

export function createSendForm({ phone = '', name = '' }: { readonly phone?: string | undefined; readonly name?: string | undefined }): SendForm {
  const form = { step: signal<SendStep>(1), phone: signal(phone), name: signal(name), group: signal<string | undefined>(undefined), template: signal<MessageTemplate | undefined>(undefined), barred: signal<string | undefined>(undefined) };
  const values = new Map<string, Signal<string>>();
  const valueOf = (place: TemplateParameter): Signal<string> => {
    const key = `${form.template.peek()?.id ?? ''}/${place.part}/${place.place}`;
    const value = values.get(key) ?? signal('');
    values.set(key, value);
    return value;
  };
  // What a quick reply carries is never read, so that it may stay empty.
  const missing = computed(() => (form.template.value?.parameters ?? []).filter((place) => place.type !== 'quick-reply' && valueOf(place).value.trim() === ''));
  const wish = computed((): TemplateWish | undefined => {
    const [template, group, number, clientName] = [form.template.value, form.group.value, digitsOf(form.phone.value), form.name.value.trim()];
    if (template === undefined || group === undefined || number.length < FEWEST_DIGITS || missing.value.length > 0) return undefined;
    return { channel: 'whatsapp', phone: number, group, template: template.id, values: template.parameters.map((place) => filled(place, valueOf(place).value.trim())), ...(clientName === '' ? {} : { clientName }) };
  });
  return { ...form, valueOf, missing, wish };
}

export const digitsOf = (text: string): string => text.replace(/\D/g, '');
export const isWholeNumber = (text: string): boolean => digitsOf(text).length >= FEWEST_DIGITS;

const filled = ({ part, place }: TemplateParameter, value: string): TemplateValue => ({ part, place, value });
