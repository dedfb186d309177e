import type { Terminal } from '../terminal.ts';
import { readableMoment } from '../readable-moment.ts';
import type { LineageAnswer } from './read-proof.ts';

type Speech = Pick<Terminal, 'words' | 'language'>;
type Origin = LineageAnswer['origins'][number];
type Delivery = Origin['causes'][number];

/** Everything about where a card or a record comes from, for a person to read. */
export const composeLineage = ({ origins }: LineageAnswer, speech: Speech): string => origins.map((origin) => composeOrigin(origin, speech)).join('\n\n');

function composeOrigin(origin: Origin, speech: Speech): string {
  const { lineage } = speech.words;
  const fields = fieldsOf(origin, speech).flatMap(([label, value]) => (value === undefined || value === '' ? [] : [{ label, value }]));
  const widest = Math.max(...Object.values(lineage.field).map(({ length }) => length));
  return [origin.person === 'erased' ? lineage.ofErased(lineage.how[origin.how]) : lineage.how[origin.how], ...fields.map(({ label, value }) => `  ${label.padEnd(widest)}  ${value}`)].join('\n');
}

function fieldsOf({ session, integration, stay, rules, settings, effect, delivery, causes }: Origin, speech: Speech): readonly (readonly [string, string | undefined])[] {
  const { lineage, deliveries } = speech.words;
  const { field } = lineage;
  const told = ({ id, kind, source, receivedAt }: Delivery): string =>
    [id, kind, new Map(Object.entries(deliveries.source)).get(source) ?? source, readableMoment(receivedAt, speech)].join('  ');
  const mapping = settings?.mapping;
  const inForce = settings && [lineage.version(settings.version), ...(settings.validFrom === undefined ? [] : [lineage.since(readableMoment(settings.validFrom, speech))])].join(', ');
  return [
    [field.session, session],
    [field.integration, integration && `${integration.id}, ${lineage.version(integration.version)}`],
    [field.stay, stay],
    [field.rules, rules.join(', ')],
    [field.settings, inForce],
    [field.mapping, mapping && lineage.mapped(mapping.groupName, mapping.funnelId, mapping.behaviour)],
    [field.effect, effect?.key],
    [field.proof, [effect?.entry, settings?.entry].flatMap((entry) => (entry === undefined ? [] : [lineage.entry(entry.seq)])).join(', ')],
    [field.delivery, delivery && told(delivery)],
    ...causes.map((cause): readonly [string, string] => [field.causes, told(cause)]),
  ];
}
