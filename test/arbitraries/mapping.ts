import fc from 'fast-check';

/** What JSON can hold. */
export type AnyJson = null | boolean | number | string | readonly AnyJson[] | { readonly [key: string]: AnyJson };

/** Names that payloads have, and those that mean something to the language itself. */
const memberName = (): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom('name', 'phone', 'event', 'items', 'data', 'value', 'Page URL', 'a.b', '0', '__proto__', 'constructor', 'prototype', 'toString'), fc.string({ maxLength: 6 }));

/** Halves of pairs and characters that steer among them. The ready-made unit of this kind takes seconds to be made. */
export const codeUnit = (): fc.Arbitrary<string> => fc.oneof(fc.integer({ min: 0, max: 0xff }), fc.integer({ min: 0, max: 0xffff })).map((code) => String.fromCharCode(code));

const anyText = (): fc.Arbitrary<string> =>
  fc.oneof({ weight: 1, arbitrary: fc.string({ unit: codeUnit(), maxLength: 12 }) }, { weight: 3, arbitrary: fc.constantFrom('Ana Souza', '11987654321', '+351912345678', 'ana@example.com', '529.982.247-25', '1.234,56', '2026-05-04 12:00', '31/12/2025', 'sim', ' ', '') });

/** Any JSON at all, as it is parsed: members called `__proto__` are the payload's own. */
export const json = (): fc.Arbitrary<AnyJson> => {
  const { value } = fc.letrec<{ value: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.oneof(anyText(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null)).map((scalar) => JSON.stringify(scalar)),
      fc.array(tie('value'), { maxLength: 3 }).map((entries) => `[${entries.join(',')}]`),
      fc.array(fc.tuple(memberName(), tie('value')), { maxLength: 4 }).map((members) => `{${members.map(([key, member]) => `${JSON.stringify(key)}:${member}`).join(',')}}`),
    ),
  }));
  return value.map(parsedJson);
};

const parsedJson = (text: string): AnyJson => JSON.parse(text) as AnyJson;

/** A delivery of any platform, taken apart. */
export const incoming = (): fc.Arbitrary<{ body: AnyJson; headers: Record<string, string>; query: Record<string, string>; callback: AnyJson }> =>
  fc.record({ body: json(), headers: fc.dictionary(memberName(), anyText(), { maxKeys: 3 }), query: fc.dictionary(memberName(), anyText(), { maxKeys: 3 }), callback: json() });

const step = (): fc.Arbitrary<string> =>
  fc.oneof(memberName().map((name) => `["${name.replaceAll(/["\\]/g, '\\$&')}"]`), fc.constantFrom('.name', '.items', '[]', '[0]', '.0', '[$index]', '[name=phone]', '[a.b="x y"]', '[label~fone]'));

/** A path, most often one that can be read. */
export const pathText = (): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom('name', 'data', '$', '$headers', '$query', '$callback', '$root'), fc.array(step(), { maxLength: 4 })).map(([root, steps]) => `${root}${steps.join('')}`) },
    { weight: 1, arbitrary: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('$index', '$index.a', 'a..b', 'a[', 'a["b', '__proto__.x', 'constructor')) },
  );

type SourceOf = string | { constant: string | number | boolean } | { join: SourceOf[]; with?: string } | { when: { path: string; like: string | string[] }; from: SourceOf };

const source = (): fc.Arbitrary<SourceOf> =>
  fc.letrec<{ source: SourceOf }>((tie) => ({
    source: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      pathText(),
      fc.record({ constant: fc.oneof(anyText(), fc.integer(), fc.boolean()) }),
      fc.record({ join: fc.array(tie('source'), { maxLength: 3 }), with: fc.constantFrom('', ' ', '-') }),
      fc.record({ when: fc.record({ path: pathText(), like: fc.oneof(fc.constantFrom('*', 'a*', ''), fc.array(anyText(), { maxLength: 2 })) }), from: tie('source') }),
    ),
  })).source;

const transform = () =>
  fc.oneof(
    fc.constantFrom('trim', 'digits', 'lower-case', 'upper-case', 'first', 'cents'),
    fc.record({ cut: anyText() }),
    fc.record({ map: fc.dictionary(anyText(), fc.oneof(anyText(), fc.boolean()), { maxKeys: 2 }), otherwise: fc.constantFrom('keep', 'drop') }),
    fc.record({ split: fc.constantFrom(' ', ',', ''), take: fc.integer({ min: -3, max: 3 }) }),
  );

const rule = () =>
  fc.record({
    from: fc.array(source(), { maxLength: 3 }),
    transform: fc.array(transform(), { maxLength: 2 }),
    as: fc.constantFrom('text', 'phone', 'email', 'document', 'number', 'date', 'date-time', 'boolean', 'option', 'options'),
    format: fc.constantFrom('epoch-s', 'epoch-ms', 'iso', 'dd/MM/yyyy', 'yyyy-MM-dd HH:mm'),
    zone: fc.constantFrom('America/Sao_Paulo', 'Europe/Lisbon', 'UTC'),
    options: fc.array(fc.record({ id: anyText(), name: anyText() }), { maxLength: 2 }),
  }, { requiredKeys: ['from'] });

const target = (): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom('event', 'name', 'phone', 'email', 'document', 'company', 'companyDocument', 'cardTitle', 'happenedAt', 'value', 'product', 'custom.curso', 'person.Age', 'company.Size', 'card.Budget'), fc.string({ maxLength: 8 }));

/** Of texts that convert, so that not every lead is empty. */
const fittingRules = () =>
  fc.record({ email: fc.constant({ from: [{ constant: 'ana@example.com' }] }), document: fc.constant({ from: [{ constant: '529.982.247-25' }] }), phone: fc.constant({ from: [{ constant: '11987654321' }] }) }, { requiredKeys: [] });

/** A mapping that somebody may have written: some of its parts cannot be carried out. */
export const mapping = () =>
  fc.record({
    v: fc.constant(1 as const), each: pathText(), ddi: fc.oneof(fc.constant({ constant: '55' }), source()),
    fields: fc.tuple(fittingRules(), fc.dictionary(target(), rule(), { maxKeys: 5 })).map(([fitting, others]) => ({ ...fitting, ...others })),
  }, { requiredKeys: ['v', 'ddi', 'fields'] });
