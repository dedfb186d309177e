import type { Brand } from '../kernel/brand.ts';
import { accepted, rejected, type Result } from '../kernel/result.ts';

/** The chat's id of an agent. */
export type AgentId = Brand<string, 'AgentId'>;

/** The CRM's id of a user. */
export type CrmUserId = Brand<string, 'CrmUserId'>;

/** Somebody with an account on the chat. Those who do not attend have the profile `other`. */
export interface Agent {
  readonly id: AgentId;
  /** The chat's own id of the account behind the agent, where it differs. */
  readonly userId?: string;
  readonly name: string;
  readonly email?: string;
  readonly profile: 'agent' | 'supervisor-agent' | 'other';
  /** Whether the chat has made a token for this agent. The token itself is a secret, and is not here. */
  readonly hasChatToken: boolean;
  readonly active: boolean;
}

/** Somebody with an account on the CRM. */
export interface CrmUser {
  readonly id: CrmUserId;
  readonly name: string;
  readonly email?: string;
  readonly suspended: boolean;
  /** An account that belongs to an integration, and to no person. */
  readonly integration: boolean;
}

/** Reads the chat's id of an agent, a number or its text. */
export function parseAgentId(raw: string | number): Result<AgentId, 'empty'> {
  const text = String(raw).trim();
  return text === '' ? rejected('empty') : accepted(text as AgentId);
}

/** Reads the CRM's id of a user, a number or its text. */
export function parseCrmUserId(raw: string | number): Result<CrmUserId, 'empty'> {
  const text = String(raw).trim();
  return text === '' ? rejected('empty') : accepted(text as CrmUserId);
}
