import { describe, test } from 'vitest';
import {
  accessKeysContract, agentPassesContract, conversationBookContract, deskListsContract, sendBookContract, streamContract, customerBaseContract, diagnosesContract, hookSignsContract, hooksContract, answersContract, auditLogContract, budgetsContract, effectLedgerContract, erasureContract, historyContract, identitiesContract, inboxContract, integrationsContract, leadBookContract, leasesContract, secretsContract, sessionsContract, settingsContract, storeContract,
  workQueueContract, type Exemption, type InsideSubject,
} from '../../../src/ports/contracts/index.ts';
import { openFileStore, openMemoryStore } from './open-store.ts';

const contracts = {
  inbox: inboxContract,
  'work queue': workQueueContract,
  'effect ledger': effectLedgerContract,
  identities: identitiesContract,
  sessions: sessionsContract,
  settings: settingsContract,
  hooks: hooksContract,
  secrets: secretsContract,
  "operators' keys": accessKeysContract,
  history: historyContract,
  erasure: erasureContract,
  answers: answersContract,
  budgets: budgetsContract,
  leases: leasesContract,
  'customer base': customerBaseContract,
  'signs of hooks': hookSignsContract,
  diagnoses: diagnosesContract,
  stream: streamContract,
  conversations: conversationBookContract,
  "agents' passes": agentPassesContract,
  sends: sendBookContract,
  'lists of the desk': deskListsContract,
  integrations: integrationsContract,
  leads: leadBookContract,
  'audit log': auditLogContract,
};

const stores: Readonly<Record<string, () => Promise<InsideSubject>>> = { file: openFileStore, memory: openMemoryStore };

for (const [kind, open] of Object.entries(stores)) {
  for (const [port, contract] of Object.entries(contracts)) {
    describe(`the ${port} of a sqlite store in ${kind}`, () => {
      contract(test, open);
    });
  }
}

const NOTHING_LASTS: readonly Exemption[] = [
  'finds its knowledge again when it is opened anew',
  'knows a repeat again when it is opened anew',
  'works what was pending, in its order, when it is opened anew',
  'lets a lane wait on, with its attempts, when it is opened anew',
  'keeps its timers when it is opened anew',
].map((clause) => ({ clause, reason: 'a database in memory ends with its connection' }));

describe('a sqlite store in a file', () => {
  storeContract(test, openFileStore);
});
describe('a sqlite store in memory', () => {
  storeContract(test, openMemoryStore, NOTHING_LASTS);
});
