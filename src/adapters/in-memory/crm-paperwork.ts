import type { CrmUserId } from '../../domain/agent/agent.ts';
import type { PaperKind, PaperPermission } from '../../domain/desk/paper.ts';
import type { CrmPaperwork, CrmThing, PaperRequest } from '../../ports/crm-paperwork.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { Answering } from './crm-faults.ts';
import { buildPaper, type CrmWorld } from './crm-world.ts';
import { markerAnswer } from './marker-answer.ts';

/** Tasks, documents, proposals and sales in memory. */
export const createInMemoryPaperwork = (world: CrmWorld, answer: Answering): CrmPaperwork => ({
  permissions: (userId) =>
    answer('paperwork.permissions', () => {
      const of = (kind: PaperKind): PaperPermission => permissionOf(world, userId, kind);
      return { task: of('task'), document: of('document'), proposal: of('proposal'), sale: of('sale') };
    }),
  make: (request) =>
    answer('paperwork.make', () => {
      checkPaper(world, request);
      return buildPaper(world, request).id;
    }),
  findByMarker: ({ kind, marker, clientId, since, knownPaper }) =>
    answer('paperwork.findByMarker', () => {
      const made = [...world.papers.values()]
        .filter((paper) => paper.kind === kind && paper.marker === marker && paper.clientId === clientId && paper.createdAt >= since)
        .map(({ id }) => id);
      return markerAnswer(made, knownPaper === undefined || world.papers.get(knownPaper)?.kind === kind);
    }),
  addressOf: (thing) => `https://crm.example/${pathOf(thing)}`,
});

function permissionOf({ modulesOff, forbidden }: CrmWorld, userId: CrmUserId, kind: PaperKind): PaperPermission {
  if (modulesOff.has(kind)) return { allowed: 'no', because: 'module-off' };
  return forbidden.get(userId)?.has(kind) === true ? { allowed: 'no', because: 'no-permission' } : { allowed: 'yes' };
}

function checkPaper(world: CrmWorld, { kind, clientId, cardId }: PaperRequest): void {
  if (world.modulesOff.has(kind)) throw refused('of a kind that is switched off');
  if (!world.contacts.has(clientId)) throw refused('for a client who does not exist');
  if (kind === 'proposal' && cardId === undefined) throw refused('without a card, which every proposal has');
}

function pathOf(thing: CrmThing): string {
  if ('contact' in thing) return `contacts/${thing.contact}`;
  if ('company' in thing) return `contacts/${thing.company}`;
  return 'card' in thing ? `cards/${thing.card}` : `${thing.kind}s/${thing.paper}`;
}

const refused = (what: string): PortFailure => new PortFailure('port.refused', `A paper was asked for ${what}; change what is asked.`);
