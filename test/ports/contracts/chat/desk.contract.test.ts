import { describe, test } from 'vitest';
import { attendanceActionsContract, conversationsContract } from '../../../../src/ports/contracts/index.ts';
import { inMemoryActions, inMemoryConversations } from './in-memory-desk-subjects.ts';
import { neppoActions, neppoConversations } from './neppo-desk-subjects.ts';

describe('the chat in memory: its conversations', () => {
  conversationsContract(test, inMemoryConversations);
});
describe('the chat in memory: the acts of its agents', () => {
  attendanceActionsContract(test, inMemoryActions);
});
describe('Neppo: its conversations', () => {
  conversationsContract(test, neppoConversations);
});
describe('Neppo: the acts of its agents', () => {
  attendanceActionsContract(test, neppoActions);
});
