import { chatClientFindClauses } from './chat-clients-find.clauses.ts';
import { chatClientSaveClauses } from './chat-clients-save.clauses.ts';
import type { ChatClientsSubject } from './chat-clients-subject.ts';
import { defineContract } from './kit.ts';

/** Runs the promises of `ChatClients` (SYN-01, SYN-03, SYN-04, SYN-05, PHN-03, PHN-04). */
export const chatClientsContract = defineContract<ChatClientsSubject>({ ...chatClientFindClauses, ...chatClientSaveClauses });
