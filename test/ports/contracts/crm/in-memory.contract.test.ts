import { describe, test } from 'vitest';
import {
  cardDeskContract, contactDirectoryContract, contactLinksContract, crmLeadsContract, crmPaperworkContract, crmSubscriptionsContract, crmUsersContract, funnelCatalogContract,
  interactionJournalContract,
} from '../../../../src/ports/contracts/index.ts';
import {
  inMemoryCardDesk, inMemoryDirectory, inMemoryFunnelCatalog, inMemoryJournal, inMemoryLinks, inMemoryPaperwork, inMemorySubscriptions, inMemoryUsers,
} from './in-memory-subjects.ts';
import { inMemoryLeads } from './in-memory-leads-subject.ts';

describe('the CRM in memory: its card desk', () => {
  cardDeskContract(test, inMemoryCardDesk);
});
describe('the CRM in memory: its funnel catalogue', () => {
  funnelCatalogContract(test, inMemoryFunnelCatalog);
});
describe('the CRM in memory: its interaction journal', () => {
  interactionJournalContract(test, inMemoryJournal);
});
describe('the CRM in memory: its contact directory', () => {
  contactDirectoryContract(test, inMemoryDirectory);
});
describe('the CRM in memory: its contacts and their links', () => {
  contactLinksContract(test, inMemoryLinks);
});
describe('the CRM in memory: its users', () => {
  crmUsersContract(test, inMemoryUsers);
});
describe('the CRM in memory: its subscriptions', () => {
  crmSubscriptionsContract(test, inMemorySubscriptions);
});
describe('the CRM in memory: its paperwork', () => {
  crmPaperworkContract(test, inMemoryPaperwork);
});
describe('the CRM in memory: its leads', () => {
  crmLeadsContract(test, inMemoryLeads);
});
