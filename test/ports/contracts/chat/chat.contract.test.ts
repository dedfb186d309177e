import { describe, test } from 'vitest';
import {
  agentRosterContract, attendanceRegistryContract, chatClientsContract, deliveryReaderContract, portfoliosContract,
} from '../../../../src/ports/contracts/index.ts';
import { inMemoryAttendance, inMemoryClients, inMemoryDeliveries, inMemoryPortfolios, inMemoryRoster } from './in-memory-subjects.ts';
import { neppoAttendance, neppoClients, neppoDeliveries, neppoPortfolios, neppoRoster } from './neppo-subjects.ts';

describe('the chat in memory: its attendance registry', () => {
  attendanceRegistryContract(test, inMemoryAttendance);
});
describe('the chat in memory: its agent roster', () => {
  agentRosterContract(test, inMemoryRoster);
});
describe('the chat in memory: its clients', () => {
  chatClientsContract(test, inMemoryClients);
});
describe('the chat in memory: its portfolios', () => {
  portfoliosContract(test, inMemoryPortfolios);
});
describe('the chat in memory: its delivery reader', () => {
  deliveryReaderContract(test, inMemoryDeliveries);
});

describe('Neppo: its attendance registry', () => {
  attendanceRegistryContract(test, neppoAttendance);
});
describe('Neppo: its agent roster', () => {
  agentRosterContract(test, neppoRoster);
});
describe('Neppo: its clients', () => {
  chatClientsContract(test, neppoClients);
});
describe('Neppo: its portfolios', () => {
  portfoliosContract(test, neppoPortfolios);
});
describe('Neppo: its delivery reader', () => {
  deliveryReaderContract(test, neppoDeliveries, [
    { clause: 'does not believe who lacks the validation key', reason: 'Neppo signs nothing; the token in the address keeps strangers out' },
  ]);
});
