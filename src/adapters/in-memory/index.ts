export { inMemoryConnectors, type InMemoryConnectors } from './connect.ts';
export { createInMemoryCrm, type InMemoryCrm, type InMemoryCrmSeed } from './crm.ts';
export type { CrmActs } from './crm-acts.ts';
export type { CrmFaults, CrmMethod } from './crm-faults.ts';
export type { NewContact, NewUser, StoredCard, StoredRecord, StoredSubscription } from './crm-world.ts';
export { createInMemoryChat, type ChatMethod, type InMemoryChat, type InMemoryChatSeed } from './chat.ts';
export type { ChatActs, Destination, NewAgent, NewSession } from './chat-acts.ts';
