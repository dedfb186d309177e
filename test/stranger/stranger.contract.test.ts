import { describe, test } from 'vitest';
import {
  cardDeskContract, contactDirectoryContract, crmSubscriptionsContract, crmUsersContract, deliveryReaderContract, funnelCatalogContract,
  interactionJournalContract,
} from 'vinculo/contracts';
import { balcaoFunnels } from './funnel-subject.ts';
import { balcaoCards, balcaoDeliveries, balcaoDirectory, balcaoJournal, balcaoSubscriptions, balcaoUsers } from './subjects.ts';

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
  contactDirectoryContract(test, balcaoDirectory);
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
