import { describe, test } from 'vitest';
import { agentPassesContract, conversationBookContract, deskListsContract, sendBookContract, streamContract } from '../../../src/ports/contracts/index.ts';
import { openPostgresStore } from './open-store.ts';

const contracts = {
  stream: streamContract,
  conversations: conversationBookContract,
  "agents' passes": agentPassesContract,
  sends: sendBookContract,
  'lists of the desk': deskListsContract,
};

for (const [port, contract] of Object.entries(contracts)) {
  describe(`the ${port} of a postgres store`, () => {
    contract(test, openPostgresStore);
  });
}
