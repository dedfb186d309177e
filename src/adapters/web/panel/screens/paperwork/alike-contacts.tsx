import type { ComponentChild } from 'preact';
import type { DeskClient } from '../../../../../client/index.ts';
import type { FoundContact } from '../../../../../ports/agent-desk.ts';
import { usePanel } from '../../panel-context.ts';
import { AskedState } from './asked-state.tsx';
import { FoundContacts } from './found-contact.tsx';
import { useAsked } from '../../use-asked.ts';

interface AlikeContactsProps {
  readonly name: string | undefined;
  readonly phone: string | undefined;
  readonly isBusy: boolean;
  readonly onLink: (contactId: string) => void;
}

/** Who resembles the session's client: by its number first, then by its name. */
export function AlikeContacts({ name, phone, ...row }: AlikeContactsProps): ComponentChild {
  const { state, words: { paperwork } } = usePanel();
  const { answer, trouble, again } = useAsked(async (options) => await findAlike(state.desk, [phone, name], options), [name, phone]);
  return (
    <div class="stack s">
      <span class="lab">{paperwork.alike}</span>
      <AskedState isThere={answer !== undefined} trouble={trouble} onAgain={again} />
      <div>
        <div role="status">{answer?.length === 0 ? <p class="quiet">{paperwork.noneAlike}</p> : null}</div>
        {answer === undefined || answer.length === 0 ? null : <FoundContacts {...row} contacts={answer} label={paperwork.alike} />}
      </div>
    </div>
  );
}

const MOST = 5;
/** Shorter ones are found in too much. */
const SHORTEST = 3;

/** One that answers to several searches is told once, with all that it was found by. */
async function findAlike(desk: DeskClient, searches: readonly (string | undefined)[], options: { readonly signal: AbortSignal }): Promise<readonly FoundContact[]> {
  const sought = searches.map((each) => each?.trim() ?? '').filter((each) => each.length >= SHORTEST);
  const pages = await Promise.all(sought.map(async (search) => await desk.searchContacts({ search, limit: MOST }, options)));
  const found = new Map<string, FoundContact>();
  for (const contact of pages.flatMap(({ rows }) => rows)) {
    const before = found.get(contact.contactId);
    found.set(contact.contactId, before === undefined ? contact : { ...before, matchedBy: [...new Set([...before.matchedBy, ...contact.matchedBy])] });
  }
  return [...found.values()].slice(0, MOST);
}
