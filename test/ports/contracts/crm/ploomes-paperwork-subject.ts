import type { PloomesSimulator, Row } from '../../../../src/adapters/ploomes/simulator/index.ts';
import type { CardId } from '../../../../src/domain/card-linking/card.ts';
import type { ContactId } from '../../../../src/domain/contact/contact.ts';
import type { CrmUserId } from '../../../../src/domain/agent/agent.ts';
import type { PaperId, PaperKind } from '../../../../src/domain/desk/paper.ts';
import { parseInstant } from '../../../../src/domain/kernel/instant.ts';
import type { CrmPaperworkSubject, SeenPaper } from '../../../../src/ports/contracts/index.ts';
import { cardIdOf, cell, childRows, contactIdOf, ploomesLab, userIdOf } from '../../../adapters/ploomes/lab.ts';

const TABLES = { task: 'Tasks', document: 'Documents', proposal: 'Quotes', sale: 'Orders' } as const;
const RIGHTS = { task: 'MayCreateTasks', document: 'MayCreateDocuments', proposal: 'MayCreateQuotes', sale: 'MayCreateOrders' } as const;

export async function ploomesPaperwork(): Promise<CrmPaperworkSubject & { dispose(): Promise<void> }> {
  const lab = await ploomesLab();
  const { simulator, crm } = lab;
  if (crm.paperwork === undefined) throw new Error('Ploomes has paperwork.');
  const [company, bia] = [simulator.addCompany({ name: 'Aurora Ltda' }), simulator.addContact({ name: 'Bia' })];
  const cardOf = (client: Row): CardId => cardIdOf(simulator.create('Deals', { Title: 'Card', ContactId: client['Id'] ?? null }));
  const [owner, otherUser] = simulator.rows('Users');
  const ownProfile = simulator.create('Users@Profiles', { Name: 'Do dono' });
  simulator.update('Users', owner?.Id ?? 0, { ProfileId: ownProfile.Id });
  return {
    dispose: async () => await lab[Symbol.asyncDispose](),
    paperwork: crm.paperwork,
    clientId: contactIdOf(company),
    personId: contactIdOf(simulator.addContact({ name: 'Ana', companyId: company.Id })),
    otherClientId: contactIdOf(bia),
    cardId: cardOf(company),
    otherCardId: cardOf(bia),
    ownerId: userIdOf(owner),
    otherUserId: userIdOf(otherUser),
    since: lab.since,
    unknownPaper: '999' as PaperId,
    see: async (kind, id) => seenPaper(simulator, kind, id),
    forbid: async (kind) => void simulator.update('Users@Profiles', ownProfile.Id, { [RIGHTS[kind]]: false }),
    switchOff: async (kind) => simulator.switchModule(TABLES[kind], { off: 403 }),
    passTime: async (ms) => lab.wind(ms / 1000),
  };
}

function seenPaper(simulator: PloomesSimulator, kind: PaperKind, id: PaperId): SeenPaper | undefined {
  const row = simulator.row(TABLES[kind], Number(id));
  if (row === undefined) return undefined;
  const text = (column: string): string => (typeof row[column] === 'string' ? row[column] : '');
  const ids = (column: string): readonly string[] => (typeof row[column] === 'number' ? [String(row[column])] : []);
  const dueAt = parseInstant(text('DateTime'));
  const isTask = kind === 'task';
  return {
    // An order has no title of its own.
    title: text(kind === 'document' ? 'Name' : kind === 'sale' ? 'Description' : 'Title'),
    text: text('Description'),
    clientId: cell(row, 'ContactId') as ContactId,
    personIds: (isTask ? childRows(row, 'Contacts').map((each) => cell(each, 'ContactId')) : ids('PersonId')) as ContactId[],
    ownerIds: (isTask ? childRows(row, 'Users').map((each) => cell(each, 'UserId')) : ids('OwnerId')) as CrmUserId[],
    ...(row['DealId'] === null ? {} : { cardId: cell(row, 'DealId') as CardId }),
    ...(dueAt.ok ? { dueAt: dueAt.value } : {}),
  };
}
