import { describe, test } from 'vitest';
import { erasureContract } from '../../../src/ports/contracts/index.ts';
import { openPostgresStore } from './open-store.ts';

describe('the erasure of a postgres store', () => {
  erasureContract(test, openPostgresStore);
});
