import type { Delivery } from '../delivery.ts';

/** Somebody a platform may tell of. */
export interface Person {
  readonly name: string;
  /** With `+` and DDI: `+5511912345678`; each platform writes it as it does. */
  readonly phone: string;
  readonly email: string;
  /** CPF or CNPJ, digits only. */
  readonly document?: string;
}

/** What happened to whom. */
export interface Occasion {
  readonly person: Person;
  /** Tells orders, invoices and forms apart. */
  readonly number: number;
  readonly atMs: number;
}

/** The deliveries of one platform by their events. */
export type ReadyMade = Readonly<Record<string, (occasion: Occasion) => Delivery>>;

export const firstName = ({ name }: Person): string => name.split(' ', 1)[0] ?? '';
export const lastName = ({ name }: Person): string => name.split(' ').slice(1).join(' ');
export const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');
/** Without DDI, as in Brazil: `11912345678`. */
export const nationalOf = ({ phone }: Person): string => digitsOf(phone).replace(/^55(?=\d{10,11}$)/, '');
export const areaCodeOf = (person: Person): string => nationalOf(person).slice(0, 2);
export const localOf = (person: Person): string => nationalOf(person).slice(2);
export const documentOf = ({ document }: Person): string => document ?? '00000000191';

export const isoOf = (atMs: number): string => new Date(atMs).toISOString();
/** `2026-01-01 09:00:00`, on Brasília's clock. */
export const localTime = (atMs: number): string => isoOf(atMs - 3 * 3_600_000).slice(0, 19).replace('T', ' ');

/** A UUID that follows from what it is of. */
export const uuidOf = (kind: number, number: number): string => `${`${kind}`.padStart(8, '0')}-0000-4000-8000-${`${number}`.padStart(12, '0')}`;
