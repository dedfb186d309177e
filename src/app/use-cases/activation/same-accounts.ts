import { InputRejected, type ConnectionId } from '../../../domain/index.ts';
import type { Chat, Crm } from '../../../ports/index.ts';
import type { AccountMarks } from '../../connection-settings.ts';
import type { ConnectionBook } from './connection-book.ts';

/** Tells accounts apart by what they are, whichever credential opens them (ACT-12). */
export interface SameAccounts {
  /** Asks both systems who they are; an adapter that cannot tell has no marks. */
  marksOf(systems: { readonly crm: Crm; readonly chat: Chat }): Promise<AccountMarks>;
  /** Another connection that joins the same two accounts. Drafts join nothing yet. */
  takenBy(marks: AccountMarks, but: ConnectionId | undefined): Promise<ConnectionId | undefined>;
  /** @throws {@link InputRejected} `input.account-taken`, naming the other connection. */
  refuseTwice(marks: AccountMarks, but?: ConnectionId): Promise<void>;
}

export function createSameAccounts(book: ConnectionBook): SameAccounts {
  async function takenBy({ crm, chat }: AccountMarks, but: ConnectionId | undefined): Promise<ConnectionId | undefined> {
    const others = (await book.list()).filter(({ id, settings }) => id !== but && settings.status !== 'draft');
    return others.find(({ settings: { accounts } }) => accounts !== undefined && share(accounts.crm, crm) && share(accounts.chat, chat))?.id;
  }

  return {
    marksOf: async ({ crm, chat }) => ({ crm: (await crm.identities?.()) ?? [], chat: (await chat.identities?.()) ?? [] }),
    takenBy,
    async refuseTwice(marks, but) {
      const other = await takenBy(marks, but);
      if (other === undefined) return;
      throw new InputRejected('input.account-taken', `This chat and this CRM account are joined by the connection ${other} already. Change that one, or name other accounts.`, { field: 'neppo' });
    },
  };
}

const share = (some: readonly string[], others: readonly string[]): boolean => some.some((mark) => others.includes(mark));
