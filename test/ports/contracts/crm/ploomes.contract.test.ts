import { describe, test } from 'vitest';
import {
  cardDeskContract, contactDirectoryContract, contactLinksContract, crmLeadsContract, crmPaperworkContract, crmSubscriptionsContract, crmUsersContract, funnelCatalogContract,
  interactionJournalContract,
} from '../../../../src/ports/contracts/index.ts';
import {
  ploomesCardDesk, ploomesDirectory, ploomesFunnelCatalog, ploomesJournal, ploomesLinks, ploomesSubscriptions, ploomesUsers,
} from './ploomes-subjects.ts';
import { ploomesPaperwork } from './ploomes-paperwork-subject.ts';
import { ploomesLeads } from './ploomes-leads-subject.ts';

describe('Ploomes over HTTP: its card desk', () => {
  cardDeskContract(test, ploomesCardDesk);
});
describe('Ploomes over HTTP: its funnel catalogue', () => {
  funnelCatalogContract(test, ploomesFunnelCatalog);
});
describe('Ploomes over HTTP: its interaction journal', () => {
  interactionJournalContract(test, ploomesJournal);
});
describe('Ploomes over HTTP: its contact directory', () => {
  contactDirectoryContract(test, ploomesDirectory);
});
describe('Ploomes over HTTP: its contacts and their links', () => {
  contactLinksContract(test, ploomesLinks);
});
describe('Ploomes over HTTP: its users', () => {
  crmUsersContract(test, ploomesUsers);
});
describe('Ploomes over HTTP: its subscriptions', () => {
  crmSubscriptionsContract(test, ploomesSubscriptions);
});
describe('Ploomes over HTTP: its paperwork', () => {
  crmPaperworkContract(test, ploomesPaperwork);
});
describe('Ploomes over HTTP: its leads', () => {
  crmLeadsContract(test, ploomesLeads);
});
