import type { ChatClientId, ChatClientValues, Contact, ContactId, CreateChatClient, UnlinkChatClient, UpdateChatClient } from '../../../domain/index.ts';
import { CHAT_CLIENT_FIELDS, parsePhone, phoneKeyOf } from '../../../domain/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import { isPortFailure, PortFailure, type BaseClients, type ClientSaved, type DirectoryClient } from '../../../ports/index.ts';
import { effectKeys } from '../../effect-keys.ts';
import type { StepOutcome, StepRunner } from '../../plan-runner/run-step.ts';
import type { BaseWork } from './base-work.ts';
import type { Echoes } from './echoes.ts';
import type { Readings } from './keep-readings.ts';

/** What came of writing one client of the chat. */
export type ClientWritten =
  | { readonly outcome: 'written'; readonly client: DirectoryClient; readonly did: string }
  /** There is nothing more to be done with that client. */
  | { readonly outcome: 'gone' }
  | Extract<ClientSaved, { outcome: 'number-refused' | 'number-taken' }>
  | Extract<StepOutcome<string>, { outcome: 'unsettled' }>;

/** Writes clients of the chat, and keeps what stands there then. */
export interface ClientWriter {
  /** One client for a contact and a number, whatever becomes of the answer. */
  create(work: BaseWork, contact: Contact, step: CreateChatClient): Promise<ClientWritten>;
  update(work: BaseWork, step: UpdateChatClient): Promise<ClientWritten>;
  unlink(work: BaseWork, step: UnlinkChatClient): Promise<ClientWritten>;
}

export interface ClientWriterNeeds {
  readonly baseClients: BaseClients;
  readonly steps: StepRunner;
  readonly echoes: Echoes;
  readonly readings: Readings;
  readonly box: SecretBox;
}

export function createClientWriter({ baseClients, readings, steps, echoes, box }: ClientWriterNeeds): ClientWriter {
  async function kept({ connection }: BaseWork, client: DirectoryClient, values: ChatClientValues, did: string): Promise<ClientWritten> {
    await readings.keepClients(connection.id, [client]);
    const before = (await baseClients.find(connection.id, client.id))?.written;
    const written = { values: { ...before?.values, ...values }, stood: { ...before?.stood, ...standingOf(client, values) } };
    await baseClients.note(connection.id, client.id, { written });
    await echoes.clientWritten(connection.id, client);
    return { outcome: 'written', client, did: `${did}:${client.id}` };
  }

  /** @param again - tells this one apart from those that were deleted in the chat since, or got another number there. */
  async function createOnce(work: BaseWork, contact: ContactId, step: CreateChatClient, again = ''): Promise<ClientWritten> {
    const { connection, systems: { chat } } = work;
    let refused: Exclude<ClientSaved, { outcome: 'saved' }> | undefined;
    let made: DirectoryClient | undefined;
    const outcome = await steps.run<ChatClientId>({
      connection: connection.id,
      key: effectKeys.createClient(contact, box.mark(`${step.values.phone}${again}`)),
      perform: async () => {
        const saved = await chat.clients.create(step.values);
        if (saved.outcome === 'saved') return (made = saved.client).id;
        refused = saved;
        throw new PortFailure('port.refused', 'The chat did not take the number.');
      },
      ask: async () => {
        const found = (await chat.clients.findByKeys([{ kind: 'external-code', value: contact }])).find((each) => !isOnAnotherNumber(each, step));
        return { believable: true, ...(found === undefined ? {} : { found: found.id }) };
      },
    }).catch((failure: unknown) => {
      if (refused === undefined) throw failure;
      return refused;
    });
    if (outcome.outcome !== 'done') return outcome;
    const client = made ?? await chat.clients.find(outcome.id);
    const isSpent = client !== undefined && outcome.how === 'remembered' && isOnAnotherNumber(client, step) && again.split('/').length <= MOST_ANEW;
    if (client !== undefined && !isSpent) return await kept(work, client, step.values, 'client-made');
    return outcome.how === 'remembered' ? await createOnce(work, contact, step, `${again}/${outcome.id}`) : { outcome: 'gone' };
  }

  return {
    create: async (work, { id }, step) => await createOnce(work, id, step),
    async update(work, { client, change }) {
      try {
        const saved = await work.systems.chat.clients.update(client, change);
        return saved.outcome === 'saved' ? await kept(work, saved.client, change, 'client-updated') : saved;
      } catch (failure) {
        if (!isPortFailure(failure) || failure.code !== 'port.missing') throw failure;
        await baseClients.forget(work.connection.id, client);
        return { outcome: 'gone' };
      }
    },
    async unlink(work, { client }) {
      await work.systems.chat.clients.unlink(client);
      const known = await baseClients.find(work.connection.id, client);
      if (known === undefined) return { outcome: 'gone' };
      const { externalCode: _, ...entry } = known.entry;
      return await kept(work, { ...entry, keys: entry.keys.filter(({ kind }) => kind !== 'external-code') }, { externalCode: '' }, 'client-unlinked');
    },
  };
}

/** A chat that keeps another number than it was given gets no more clients of one contact and number than these beside the first. */
const MOST_ANEW = 3;

function isOnAnotherNumber({ keys }: DirectoryClient, { values }: CreateChatClient): boolean {
  const [numbers, wanted] = [keys.flatMap((key) => (key.kind === 'phone' ? [key.value] : [])), parsePhone(values.phone, { kind: 'with-ddi' })];
  return wanted.ok && numbers.length > 0 && !numbers.includes(phoneKeyOf(wanted.value));
}

const standingOf = (client: DirectoryClient, values: ChatClientValues): ChatClientValues =>
  Object.fromEntries(CHAT_CLIENT_FIELDS.filter((field) => values[field] !== undefined).map((field) => [field, client[field] ?? '']));
