import { describe, expect, test } from 'vitest';
import {
  accessKeysContract, agentPassesContract, conversationBookContract, deskListsContract, sendBookContract, streamContract, customerBaseContract, diagnosesContract, hookSignsContract, hooksContract, answersContract, auditLogContract, budgetsContract, effectLedgerContract, erasureContract, historyContract, identitiesContract, inboxContract, integrationsContract, leadBookContract, leasesContract, secretsContract, sessionsContract, settingsContract, storeContract,
  workQueueContract, type Contract, type InsideSubject,
} from '../../../../src/ports/contracts/index.ts';
import { openFileStore, openMemoryStore, type Opened } from '../../../adapters/sqlite/open-store.ts';
import { auditLogSaboteurs } from './audit-log.saboteurs.ts';
import { agentPassesSaboteurs } from './agent-passes.saboteurs.ts';
import { answersSaboteurs } from './answers.saboteurs.ts';
import { budgetsSaboteurs } from './budgets.saboteurs.ts';
import { conversationBookSaboteurs } from './conversation-book.saboteurs.ts';
import { customerBaseSaboteurs } from './customer-base.saboteurs.ts';
import { deskListsSaboteurs } from './desk-lists.saboteurs.ts';
import { diagnosesSaboteurs } from './diagnoses.saboteurs.ts';
import { effectLedgerSaboteurs } from './effect-ledger.saboteurs.ts';
import { erasureSaboteurs } from './erasure.saboteurs.ts';
import { accessKeysSaboteurs } from './access-keys.saboteurs.ts';
import { historySaboteurs } from './history.saboteurs.ts';
import { hookSignsSaboteurs } from './hook-signs.saboteurs.ts';
import { hooksSaboteurs } from './hooks.saboteurs.ts';
import { identitiesSaboteurs } from './identities.saboteurs.ts';
import { inboxSaboteurs } from './inbox.saboteurs.ts';
import { integrationsSaboteurs } from './integrations.saboteurs.ts';
import { leadBookSaboteurs } from './lead-book.saboteurs.ts';
import { leasesSaboteurs } from './leases.saboteurs.ts';
import { holds, proofsOf, type Saboteur } from './saboteur.ts';
import { sessionsSaboteurs } from './sessions.saboteurs.ts';
import { secretsSaboteurs } from './secrets.saboteurs.ts';
import { sendBookSaboteurs } from './send-book.saboteurs.ts';
import { streamSaboteurs } from './stream.saboteurs.ts';
import { settingsSaboteurs } from './settings.saboteurs.ts';
import { storeSaboteurs } from './store.saboteurs.ts';
import { workQueueSaboteurs } from './work-queue.saboteurs.ts';

interface Case {
  readonly contract: Contract<InsideSubject>;
  readonly saboteurs: Readonly<Record<string, Saboteur>>;
  readonly open?: () => Promise<Opened>;
}

const cases: Readonly<Record<string, Case>> = {
  inbox: { contract: inboxContract, saboteurs: inboxSaboteurs },
  'work queue': { contract: workQueueContract, saboteurs: workQueueSaboteurs },
  'effect ledger': { contract: effectLedgerContract, saboteurs: effectLedgerSaboteurs },
  identities: { contract: identitiesContract, saboteurs: identitiesSaboteurs },
  sessions: { contract: sessionsContract, saboteurs: sessionsSaboteurs },
  settings: { contract: settingsContract, saboteurs: settingsSaboteurs },
  hooks: { contract: hooksContract, saboteurs: hooksSaboteurs },
  secrets: { contract: secretsContract, saboteurs: secretsSaboteurs },
  "operators' keys": { contract: accessKeysContract, saboteurs: accessKeysSaboteurs },
  history: { contract: historyContract, saboteurs: historySaboteurs },
  erasure: { contract: erasureContract, saboteurs: erasureSaboteurs },
  answers: { contract: answersContract, saboteurs: answersSaboteurs },
  budgets: { contract: budgetsContract, saboteurs: budgetsSaboteurs },
  leases: { contract: leasesContract, saboteurs: leasesSaboteurs },
  'customer base': { contract: customerBaseContract, saboteurs: customerBaseSaboteurs },
  'signs of hooks': { contract: hookSignsContract, saboteurs: hookSignsSaboteurs },
  diagnoses: { contract: diagnosesContract, saboteurs: diagnosesSaboteurs },
  'audit log': { contract: auditLogContract, saboteurs: auditLogSaboteurs },
  stream: { contract: streamContract, saboteurs: streamSaboteurs },
  conversations: { contract: conversationBookContract, saboteurs: conversationBookSaboteurs },
  "agents' passes": { contract: agentPassesContract, saboteurs: agentPassesSaboteurs },
  sends: { contract: sendBookContract, saboteurs: sendBookSaboteurs },
  integrations: { contract: integrationsContract, saboteurs: integrationsSaboteurs },
  leads: { contract: leadBookContract, saboteurs: leadBookSaboteurs },
  'lists of the desk': { contract: deskListsContract, saboteurs: deskListsSaboteurs },
  store: { contract: storeContract, saboteurs: storeSaboteurs, open: openFileStore },
};

describe.each(Object.entries(cases))('the contract of the %s', (_port, { contract, saboteurs, open = openMemoryStore }) => {
  const broken = (saboteur: Saboteur) => async () => {
    const subject = await open();
    return { ...subject, ...saboteur(subject) };
  };

  test('has one saboteur for each clause', () => {
    const clauses = [...proofsOf(contract, open).keys()];
    expect(Object.keys(saboteurs).toSorted()).toEqual(clauses.toSorted());
  });

  // Side by side: some that are broken never end, and are waited for.
  test.concurrent.each(Object.entries(saboteurs))('alone catches a store that breaks it: %s', async (clause, saboteur) => {
    const broke: string[] = [];
    for (const [name, proof] of proofsOf(contract, broken(saboteur))) if (!(await holds(proof))) broke.push(name);
    expect(broke).toEqual([clause]);
  });
});
