import assert from 'node:assert/strict';
import type { CrmUserId } from '../../domain/agent/agent.ts';
import type { CardId } from '../../domain/card-linking/card.ts';
import type { ContactId } from '../../domain/contact/contact.ts';
import { PAPER_KINDS, type PaperId, type PaperKind } from '../../domain/desk/paper.ts';
import { addMs, type Instant } from '../../domain/kernel/instant.ts';
import type { CrmPaperwork, PaperRequest } from '../crm-paperwork.ts';
import { defineContract } from './kit.ts';

/** A paper as the CRM's users see it. A marker in its title or text is part of them. */
export interface SeenPaper {
  readonly title: string;
  readonly text: string;
  readonly clientId: ContactId;
  readonly personIds: readonly ContactId[];
  readonly ownerIds: readonly CrmUserId[];
  readonly cardId?: CardId;
  readonly dueAt?: Instant;
}

/** Paperwork over an account that has no papers yet, and in which nobody is forbidden anything. */
export interface CrmPaperworkSubject {
  readonly paperwork: CrmPaperwork;
  /** A company, one of its people, and somebody else. */
  readonly clientId: ContactId;
  readonly personId: ContactId;
  readonly otherClientId: ContactId;
  /** A card of the company, and one of somebody else. */
  readonly cardId: CardId;
  readonly otherCardId: CardId;
  /** Two users who attend, with rights of their own. */
  readonly ownerId: CrmUserId;
  readonly otherUserId: CrmUserId;
  /** A moment before the first paper. */
  readonly since: Instant;
  /** A paper that was never there, in the account's own form. */
  readonly unknownPaper: PaperId;
  see(kind: PaperKind, id: PaperId): Promise<SeenPaper | undefined>;
  /** Takes a right from the owner. */
  forbid(kind: PaperKind): Promise<void>;
  /** Switches off the module of a kind. */
  switchOff(kind: PaperKind): Promise<void>;
  /** Lets time pass for the account and for the adapter. */
  passTime(ms: number): Promise<void>;
}

const TITLE = "Proposta d'Ana & Cia";
const A_MINUTE_MS = 61_000;

type Making = Partial<PaperRequest> & Pick<PaperRequest, 'kind'>;

const make = async ({ paperwork, clientId, cardId }: CrmPaperworkSubject, making: Making): Promise<PaperId> =>
  await paperwork.make({ clientId, cardId, title: TITLE, marker: 'wish-1', ...making });

async function made(subject: CrmPaperworkSubject, making: Making): Promise<SeenPaper> {
  const seen = await subject.see(making.kind, await make(subject, making));
  assert.ok(seen !== undefined, `the ${making.kind} is in the CRM`);
  return seen;
}

const byMarker = async ({ paperwork, clientId, since }: CrmPaperworkSubject, kind: PaperKind, marker: string, knownPaper?: PaperId) =>
  await paperwork.findByMarker({ kind, marker, clientId, since, ...(knownPaper === undefined ? {} : { knownPaper }) });

/** Kinds that have an owner and a person in every CRM; documents have neither in some. */
const OWNED: readonly PaperKind[] = ['task', 'proposal', 'sale'];

/** Runs the promises of {@link CrmPaperwork} (PAN-04, PAN-05). */
export const crmPaperworkContract = defineContract<CrmPaperworkSubject>({
  'makes every kind of paper for its client': async (subject) => {
    for (const kind of PAPER_KINDS) assert.equal((await made(subject, { kind })).clientId, subject.clientId, kind);
  },
  'gives every kind of paper the title that was asked for': async (subject) => {
    for (const kind of PAPER_KINDS) assert.ok((await made(subject, { kind })).title.startsWith(TITLE), kind);
  },
  'hangs every kind of paper on its card': async (subject) => {
    for (const kind of PAPER_KINDS) assert.equal((await made(subject, { kind })).cardId, subject.cardId, kind);
  },
  'names the person beside the company': async (subject) => {
    for (const kind of OWNED) assert.deepEqual((await made(subject, { kind, personId: subject.personId })).personIds, [subject.personId], kind);
  },
  'makes the agent the owner': async (subject) => {
    for (const kind of OWNED) assert.deepEqual((await made(subject, { kind, ownerId: subject.ownerId })).ownerIds, [subject.ownerId], kind);
  },
  'makes a task that is due when it was asked for': async (subject) => {
    const dueAt = addMs(subject.since, 86_400_000);
    assert.equal((await made(subject, { kind: 'task', dueAt })).dueAt, dueAt);
  },
  'keeps the text of a task': async (subject) => {
    assert.ok((await made(subject, { kind: 'task', text: 'Ligar <hoje>' })).text.includes('Ligar <hoje>'));
  },
  'makes one paper for each call, whatever the marker': async (subject) => {
    for (const kind of PAPER_KINDS) assert.notEqual(await make(subject, { kind }), await make(subject, { kind }), kind);
  },
  'finds by its marker a paper whose answer was lost': async (subject) => {
    for (const kind of PAPER_KINDS) {
      await make(subject, { kind, marker: `${kind} 1` });
      const wanted = await make(subject, { kind, marker: `${kind} 'of Ana'` });
      assert.deepEqual(await byMarker(subject, kind, `${kind} 'of Ana'`), { found: wanted, believable: true }, kind);
    }
  },
  'names every paper that carries the marker': async (subject) => {
    const twins = [await make(subject, { kind: 'task' }), await make(subject, { kind: 'task' })];
    const { found, others = [] } = await byMarker(subject, 'task', 'wish-1');
    assert.deepEqual(new Set([found, ...others]), new Set(twins));
  },
  'finds no paper whose marker begins or ends alike': async (subject) => {
    for (const kind of PAPER_KINDS) {
      await make(subject, { kind, marker: 'a-wish-1-more' });
      assert.equal((await byMarker(subject, kind, 'wish-1')).found, undefined, kind);
    }
  },
  'finds no paper of another kind': async (subject) => {
    await make(subject, { kind: 'task' });
    assert.equal((await byMarker(subject, 'sale', 'wish-1')).found, undefined);
  },
  'is believed about an absence when a paper known to exist came along': async (subject) => {
    const knownPaper = await make(subject, { kind: 'task', clientId: subject.otherClientId, cardId: subject.otherCardId });
    assert.equal((await byMarker(subject, 'task', 'wish-2', knownPaper)).believable, true);
  },
  'is not believed about an absence when a paper known to exist is lacking': async (subject) => {
    assert.equal((await byMarker(subject, 'task', 'wish-2', subject.unknownPaper)).believable, false);
  },
  'allows everything to a user who is forbidden nothing': async ({ paperwork, ownerId }) => {
    const permissions = await paperwork.permissions(ownerId);
    for (const kind of PAPER_KINDS) assert.deepEqual(permissions[kind], { allowed: 'yes' }, kind);
  },
  'tells within a minute what a user may no longer make': async (subject) => {
    await subject.paperwork.permissions(subject.ownerId);
    await subject.forbid('sale');
    await subject.passTime(A_MINUTE_MS);
    assert.deepEqual((await subject.paperwork.permissions(subject.ownerId)).sale, { allowed: 'no', because: 'no-permission' });
  },
  'takes a right from nobody else, and no other right': async (subject) => {
    await subject.forbid('proposal');
    assert.deepEqual((await subject.paperwork.permissions(subject.otherUserId)).proposal, { allowed: 'yes' });
    assert.deepEqual((await subject.paperwork.permissions(subject.ownerId)).task, { allowed: 'yes' });
  },
  'tells that a module is off, whatever the user may': async (subject) => {
    await subject.switchOff('document');
    const { document, task } = await subject.paperwork.permissions(subject.otherUserId);
    assert.deepEqual([document, task], [{ allowed: 'no', because: 'module-off' }, { allowed: 'yes' }]);
  },
  'gives each thing an address of its own': async ({ paperwork, clientId, otherClientId, cardId, otherCardId, unknownPaper }) => {
    const papers = PAPER_KINDS.map((kind) => paperwork.addressOf({ kind, paper: unknownPaper }));
    const others = [{ contact: clientId }, { company: otherClientId }, { card: cardId }, { card: otherCardId }].map((thing) => paperwork.addressOf(thing));
    assert.equal(new Set([...papers, ...others].filter((address) => URL.canParse(address))).size, 8);
  },
});
