import { describe, test } from 'vitest';
import { integrationsContract, leadBookContract } from '../../../src/ports/contracts/index.ts';
import { openPostgresStore } from './open-store.ts';

const contracts = { integrations: integrationsContract, leads: leadBookContract };

for (const [port, contract] of Object.entries(contracts)) {
  describe(`the ${port} of a postgres store`, () => {
    contract(test, openPostgresStore);
  });
}
