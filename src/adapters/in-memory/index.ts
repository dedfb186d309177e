export { inMemoryConnectors, type InMemoryConnectors } from './connect.ts';
export { createInMemoryCrm, type InMemoryCrm, type InMemoryCrmSeed } from './crm.ts';
export type { CrmActs } from './crm-acts.ts';
export type { CrmFaults, CrmMethod } from './crm-faults.ts';
export type { NewContact, NewUser, StoredCard, StoredContact, StoredRecord, StoredSubscription } from './crm-world.ts';
export { createInMemoryChat, type InMemoryChat, type InMemoryChatSeed } from './chat.ts';
export type { ChatMethod } from './chat-faults.ts';
export type { ChatActs, Destination, NewAgent, NewClient, NewSession } from './chat-acts.ts';
export type { StoredClient } from './chat-world.ts';
