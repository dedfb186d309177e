import { CHAT_CLIENT_FIELDS, type ChatClientPlan, type SynchronisationStep, type UpdateChatClient } from '../../../domain/index.ts';
import type { BaseClient } from '../../../ports/index.ts';

/**
 * Leaves out what was written before and is kept otherwise by the chat, which cuts or rewrites it: written again it would be again, and
 * two systems that tell each other so would never come to rest (SYN-08).
 */
export const withoutRewritten = (plan: ChatClientPlan, clients: readonly BaseClient[]): ChatClientPlan =>
  ({ ...plan, steps: plan.steps.flatMap((step) => (step.type === 'UpdateChatClient' ? remaining(step, clients) : [step])) });

function remaining(step: UpdateChatClient, clients: readonly BaseClient[]): readonly SynchronisationStep[] {
  const client = clients.find(({ entry }) => entry.id === step.client);
  const written = client?.written;
  if (client === undefined || written === undefined) return [step];
  const futile = CHAT_CLIENT_FIELDS.filter((field) => step.change[field] !== undefined
    && step.change[field] === written.values[field] && (client.entry[field] ?? '') === (written.stood[field] ?? ''));
  const change = Object.fromEntries(Object.entries(step.change).filter(([field]) => !futile.some((each) => each === field)));
  return Object.keys(change).length === 0 ? [] : [{ ...step, change }];
}
