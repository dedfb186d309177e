import type { IdentityKey } from '../../domain/contact/identity-key.ts';
import { identityKeyText } from '../../domain/contact/identity-key.ts';
import type { ChatClientId } from '../../domain/synchronisation/chat-client.ts';
import type { ChatClientChange, ChatClients, ClientSaved } from '../../ports/chat-clients.ts';
import { PortFailure } from '../../ports/failures.ts';
import { contradiction } from './failures.ts';
import type { NeppoClient } from './neppo-client.ts';
import type { NeppoConfig } from './neppo-config.ts';
import { isClient, keysOfUser, translateClient, userBody, wholeUserBody, type UserBody } from './translate/client.ts';
import { userConditions } from './translate/user-conditions.ts';
import { translateRefusedNumber } from './translate/refused-number.ts';
import { idIs } from './wire/list.ts';
import { wireUser, type WireUser } from './wire/user.ts';

/** Clients are users of Neppo that attend nobody. Looking up any number of keys costs one call. */
export function createNeppoChatClients(client: NeppoClient, { clients: habits, routes, timeZone }: NeppoConfig): ChatClients {
  const reading = { companyName: habits.attributes.companyName, timeZone };

  async function row(id: ChatClientId): Promise<WireUser | undefined> {
    // Neppo's ids are numbers; anything else would be answered with an error that blocks the whole account.
    if (!/^\d{1,15}$/.test(id)) return undefined;
    const rows = await client.listNewest('users', wireUser, idIs('id', id));
    const found = rows.find((each) => each.id === id);
    if (found === undefined && rows.length > 0) throw contradiction(`POST ${routes.users.path}`, 'results (other rows than those asked for)');
    return found !== undefined && isClient(found) ? found : undefined;
  }

  async function save(id: ChatClientId | undefined, body: UserBody): Promise<ClientSaved> {
    const saved = await client.save('userSave', id === undefined ? body : { ...body, id: Number(id) }, wireUser);
    if (saved.ok) return { outcome: 'saved', client: translateClient(saved.answer, reading) };
    const { failure, text } = saved;
    const refused = translateRefusedNumber({ failure, body: text, sentNumber: typeof body.phone === 'string' }, habits.refusals.numberWords);
    if (refused === undefined) throw failure;
    return refused;
  }

  /** In tenants whose saving empties what is not sent, the row is sent whole. */
  async function change(id: ChatClientId, body: UserBody): Promise<ClientSaved> {
    if (habits.saving === 'given-fields') return await save(id, body);
    const standing = await row(id);
    if (standing === undefined) throw gone();
    return await save(id, wholeUserBody(standing, body, habits));
  }

  return {
    find: async (id) => {
      const found = await row(id);
      return found && translateClient(found, reading);
    },

    findByKeys: async (keys) => {
      const where = userConditions(keys, habits);
      if (where.length === 0) return [];
      const wanted = new Set(keys.map(identityKeyText));
      const carries = (user: WireUser): boolean => keysOfUser(user).some((key: IdentityKey) => wanted.has(identityKeyText(key)));
      const rows = await client.listWanted('users', wireUser, { where, is: carries });
      return rows.filter(isClient).map((each) => translateClient(each, reading));
    },

    list: async (from) => {
      const { rows, ...page } = await client.listPage('users', wireUser, from);
      return { ...page, clients: rows.filter(isClient).map((each) => translateClient(each, reading)) };
    },

    create: async (request) => await save(undefined, { id: null, ...userBody(request, habits) }),
    update: async (id, changed: ChatClientChange) => await change(numeric(id), userBody(changed, habits)),
    unlink: async (id) => {
      await change(numeric(id), { externalCode: habits.emptying === 'null' ? null : '' }).catch(doneWhereGone);
    },
  };
}

/** Another id than a number is none of Neppo's; nothing is sent. */
function numeric(id: ChatClientId): ChatClientId {
  if (!/^\d{1,15}$/.test(id)) throw gone();
  return id;
}

const gone = (): PortFailure => new PortFailure('port.missing', 'Neppo has this client no longer, so it cannot be changed.');

function doneWhereGone(failure: unknown): void {
  if (!(failure instanceof PortFailure) || failure.code !== 'port.missing') throw failure;
}
