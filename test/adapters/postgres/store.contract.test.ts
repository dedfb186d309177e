import { describe, test } from 'vitest';
import {
  accessKeysContract, answersContract, customerBaseContract, diagnosesContract, effectLedgerContract, historyContract, hookSignsContract, hooksContract, identitiesContract, secretsContract, sessionsContract,
  settingsContract,
} from '../../../src/ports/contracts/index.ts';
import { openPostgresStore } from './open-store.ts';

const contracts = {
  answers: answersContract,
  'effect ledger': effectLedgerContract,
  identities: identitiesContract,
  sessions: sessionsContract,
  settings: settingsContract,
  hooks: hooksContract,
  secrets: secretsContract,
  "operators' keys": accessKeysContract,
  history: historyContract,
  'customer base': customerBaseContract,
  'signs of hooks': hookSignsContract,
  diagnoses: diagnosesContract,
};

for (const [port, contract] of Object.entries(contracts)) {
  describe(`the ${port} of a postgres store`, () => {
    contract(test, openPostgresStore);
  });
}
