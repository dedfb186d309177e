import { describe, test } from 'vitest';
import { agentRosterContract, attendanceRegistryContract, deliveryReaderContract } from '../../../../src/ports/contracts/index.ts';
import { inMemoryAttendance, inMemoryDeliveries, inMemoryRoster } from './in-memory-subjects.ts';
import { neppoAttendance, neppoDeliveries, neppoRoster } from './neppo-subjects.ts';

describe('the chat in memory: its attendance registry', () => {
  attendanceRegistryContract(test, inMemoryAttendance);
});
describe('the chat in memory: its agent roster', () => {
  agentRosterContract(test, inMemoryRoster);
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
describe('Neppo: its delivery reader', () => {
  deliveryReaderContract(test, neppoDeliveries, [
    { clause: 'does not believe who lacks the validation key', reason: 'Neppo signs nothing; the token in the address keeps strangers out' },
  ]);
});
