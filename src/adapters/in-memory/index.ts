export { createInMemoryCrm, type InMemoryCrm, type InMemoryCrmSeed } from './crm.ts';
export type { CrmActs } from './crm-acts.ts';
export type { CrmFaults, CrmMethod } from './crm-faults.ts';
export type { NewContact, NewUser, StoredCard, StoredContact, StoredRecord, StoredSubscription } from './crm-world.ts';
