import { describe, test } from 'vitest';
import {
  cardDeskContract, contactDirectoryContract, contactLinksContract, crmSubscriptionsContract, crmUsersContract, deliveryReaderContract, funnelCatalogContract,
  interactionJournalContract,
} from 'vinculo/contracts';
import { balcaoFunnels } from './funnel-subject.ts';
import { balcaoCards, balcaoDeliveries, balcaoDirectory, balcaoJournal, balcaoLinks, balcaoSubscriptions, balcaoUsers } from './subjects.ts';

describe('a CRM written by a stranger: its funnels', () => {
  funnelCatalogContract(test, balcaoFunnels);
});
describe('a CRM written by a stranger: its journal', () => {
  interactionJournalContract(test, balcaoJournal);
});
describe('a CRM written by a stranger: its cards', () => {
  cardDeskContract(test, balcaoCards);
});
describe('a CRM written by a stranger: its contacts', () => {
  contactDirectoryContract(test, async () => await balcaoDirectory());
});
describe('a CRM written by a stranger: its contacts and their links', () => {
  const reason = 'Balcão has columns for the link, which are always there';
  contactLinksContract(test, balcaoLinks, [
    { clause: 'makes the fields that lack, tells which, and makes none twice', reason },
    { clause: 'tells of a field that lacks that it is unknown, not empty', reason },
    { clause: 'tells of a field that may not be read that it is unknown, not empty', reason },
    { clause: 'refuses to write in a field that is unknown', reason },
  ]);
});
describe('a CRM written by a stranger: its users', () => {
  crmUsersContract(test, balcaoUsers);
});
describe('a CRM written by a stranger: its subscriptions', () => {
  crmSubscriptionsContract(test, balcaoSubscriptions);
});
describe('a CRM written by a stranger: what it tells', () => {
  deliveryReaderContract(test, balcaoDeliveries);
});
