import {
  formsOfPhoneKey, identityKeysOf, InputRejected, type ConnectionId, type IdentityKey,
} from '../../domain/index.ts';
import type {
  AuditLog, Clock, ErasedHere, Erasure, ErasureCounts, ErasureWish, PersonToErase, PersonTraces, PrivacyDesk, Scope, Settings,
} from '../../ports/index.ts';
import type { SecretBox } from '../../adapters/system/index.ts';
import { lanes } from '../deliveries.ts';
import { patience } from '../patience.ts';
import { personSubjects, subjects } from '../subjects.ts';
import { parseConnectionId } from './manage-connections.ts';

export interface ErasePersonNeeds {
  readonly erasure: Erasure;
  readonly audit: AuditLog;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly box: SecretBox;
}

/** What is worked on meanwhile may bring something back: it is looked again until nothing is found. */
const MOST_ROUNDS = 8;
const BETWEEN_ROUNDS_MS = 250;

/** Forgets people, and proves it. */
export function createErasePerson({ erasure, audit, settings, clock, box }: ErasePersonNeeds): PrivacyDesk {
  async function erasedHere(connection: ConnectionId, asked: readonly IdentityKey[]): Promise<ErasedHere> {
    let counts: ErasureCounts | undefined;
    let keys = asked;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const traces = await erasure.trace(connection, keys);
      keys = traces.keys;
      const removed = await erasure.erase(connection, personOf(traces, box), clock.now());
      counts = counts === undefined ? removed : sumOf(counts, removed);
      if (isNothing(removed)) break;
      await patience(BETWEEN_ROUNDS_MS);
    }
    const all = counts ?? sumOf();
    const at = clock.now();
    await audit.note([{ chain: connection, kind: 'erased', subject: `erasure:${at}`, at, value: all }]);
    await erasure.scrub();
    return { connection, counts: all, remains: await erasure.search(connection, textsOf(keys)) };
  }

  return {
    async erase(scope, wish) {
      const keys = parseWish(wish);
      const known = (await settings.connections()).filter((connection) => isWithin(scope, connection));
      const wanted = wish.connection === undefined ? known : [parseKnown(wish.connection, known)];
      const erasedAt = clock.now();
      const connections: ErasedHere[] = [];
      for (const connection of wanted) connections.push(await erasedHere(connection, keys));
      return { erasedAt, asked: shortened(wish), connections };
    },
  };
}

const isWithin = (scope: Scope, connection: ConnectionId): boolean => scope === 'every-connection' || scope.only.includes(connection);

function parseWish({ phone, email }: ErasureWish): readonly IdentityKey[] {
  const keys = identityKeysOf({ phone, email });
  if (keys.length === 0) {
    throw new InputRejected('input.identity-missing', 'Neither phone nor email can be read: give at least one, the phone with its DDI (5511999999999).', { field: 'phone' });
  }
  return keys;
}

function parseKnown(name: string, known: readonly ConnectionId[]): ConnectionId {
  const id = parseConnectionId(name);
  if (known.includes(id)) return id;
  throw new InputRejected('input.connection-unknown', `There is no connection ${name}. List the connections to see their ids.`, { field: 'connection' });
}

function personOf({ keys, contactIds, protocols, cardIds }: PersonTraces, box: SecretBox): PersonToErase {
  const persons = personSubjects(box, keys);
  return {
    keys, contactIds, protocols, cardIds,
    subjects: [...persons, ...contactIds.map(subjects.contact), ...protocols.map(subjects.session), ...cardIds.map(subjects.card)],
    lanes: [...contactIds.map(lanes.client), ...contactIds.map(lanes.base), ...protocols.map(lanes.session), ...cardIds.map(lanes.card)],
    marks: persons,
  };
}

/** What nobody else has: numbers in every form that people and systems write, addresses, documents. */
function textsOf(keys: readonly IdentityKey[]): readonly string[] {
  return [...new Set(keys.flatMap((key) => (key.kind === 'phone' ? [key.value, ...formsOfPhoneKey(key.value).flatMap(writtenForms)] : key.kind === 'external-code' ? [] : [key.value])))];
}

function writtenForms(digits: string): readonly string[] {
  const [, area = '', local = ''] = /^55(\d{2})(\d{8,9})$/.exec(digits) ?? [];
  if (area === '') return [digits];
  const masked = `${local.slice(0, -4)}-${local.slice(-4)}`;
  return [digits, `${area}${local}`, `(${area}) ${masked}`, `(${area})${masked}`, `${area} ${masked}`];
}

const sumOf = (...all: readonly ErasureCounts[]): ErasureCounts => all.reduce((sum, each) => ({
  deliveries: sum.deliveries + each.deliveries, timers: sum.timers + each.timers, contacts: sum.contacts + each.contacts,
  sessions: sum.sessions + each.sessions, plans: sum.plans + each.plans, messages: sum.messages + each.messages,
  sends: sum.sends + each.sends, leads: sum.leads + each.leads,
}), { deliveries: 0, timers: 0, contacts: 0, sessions: 0, plans: 0, messages: 0, sends: 0, leads: 0 });

const isNothing = (counts: ErasureCounts): boolean => Object.values(counts).every((count) => count === 0);

const shortened = ({ phone, email }: ErasureWish): string =>
  [phone === undefined ? '' : `…${phone.replaceAll(/\D/g, '').slice(-4)}`, email === undefined ? '' : `…@${email.split('@').at(-1) ?? ''}`].filter(Boolean).join(' ');

