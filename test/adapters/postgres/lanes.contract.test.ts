import { describe, test } from 'vitest';
import { inboxContract, storeContract, workQueueContract } from '../../../src/ports/contracts/index.ts';
import { openPostgresStore } from './open-store.ts';

describe('the inbox of a postgres store', () => {
  inboxContract(test, openPostgresStore);
});

describe('the work queue of a postgres store', () => {
  workQueueContract(test, openPostgresStore);
});

describe('a postgres store', () => {
  storeContract(test, openPostgresStore);
});
