/** A field that the customer made. */
export interface FieldWish {
  readonly title: string;
  /** `text`, `textarea`, `date`, `datetime`, `dropdown`, `listbox`, `radio`, `checkbox`, `hidden`. @defaultValue text */
  readonly type?: string;
  /** @defaultValue the title in upper case, without anything that is no letter or digit */
  readonly perstag?: string;
  readonly options?: readonly string[];
}

/** Somebody in an automation. `fields` by personalisation tag, in any case; several options are a list. */
export interface ContactWish {
  readonly id?: number;
  readonly email: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly phone?: string;
  readonly company?: string;
  readonly tags?: readonly string[];
  readonly fields?: Readonly<Record<string, string | readonly string[]>>;
}

export interface FieldRow {
  readonly id: string;
  readonly title: string;
  readonly type: string;
  readonly perstag: string;
  readonly options: readonly { readonly id: string; readonly value: string }[];
}

/** What the account keeps of its contacts. */
export interface SimulatedAccount {
  addField(wish: FieldWish): FieldRow;
  fields(): readonly FieldRow[];
}

export function createAccount(): SimulatedAccount {
  const rows: FieldRow[] = [];
  let options = 0;
  return {
    addField({ title, type = 'text', perstag = title.toUpperCase().replaceAll(/[^A-Z0-9]/g, ''), options: names = [] }) {
      const row = { id: String(rows.length + 1), title, type, perstag, options: names.map((value) => ({ id: String(++options), value })) };
      rows.push(row);
      return row;
    },
    fields: () => rows,
  };
}

/** As an automation's webhook writes a contact: a form with PHP's brackets; lists as `||a||b||`; what is empty is sent empty. */
export function contactForm({ id = 1, email, firstName = '', lastName = '', phone = '', company = '', tags = [], fields = {} }: ContactWish, seriesId?: number): URLSearchParams {
  const form = new URLSearchParams({
    'contact[id]': String(id), 'contact[email]': email, 'contact[first_name]': firstName, 'contact[last_name]': lastName, 'contact[phone]': phone,
    'contact[orgname]': company, 'contact[tags]': tags.join(', '), 'contact[ip]': '127.0.0.1',
  });
  for (const [tag, value] of Object.entries(fields)) form.append(`contact[fields][${tag.toLowerCase()}]`, typeof value === 'string' ? value : `||${value.join('||')}||`);
  if (seriesId !== undefined) form.append('seriesid', String(seriesId));
  return form;
}
