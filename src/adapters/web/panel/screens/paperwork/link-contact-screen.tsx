import '../conversation/talk.css';
import '../conversation/conversation.css';
import type { ComponentChild } from 'preact';
import { useId, useMemo } from 'preact/hooks';
import { Icon } from '../../../kit/icon.tsx';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { NoteBox } from '../../../kit/parts/note-box.tsx';
import { usePanel } from '../../panel-context.ts';
import { AlikeContacts } from './alike-contacts.tsx';
import { ContactSearch } from './contact-search.tsx';
import { NewContact } from './new-contact.tsx';
import { useDoing } from './use-doing.ts';
import { useSheetEnd } from './use-sheet-end.ts';

/** Links the session's client to a contact of the CRM, or makes one (PAN-02). */
export function LinkContactScreen({ protocol }: { readonly protocol: string }): ComponentChild {
  const { state, words: { paperwork, conversation: words, shell }, format } = usePanel();
  const conversation = useMemo(() => state.conversation(protocol), [protocol]);
  const session = conversation.row.value;
  const linking = useDoing();
  const creating = useDoing();
  const end = useSheetEnd(protocol);
  const form = useId();
  const name = session?.name ?? (session?.phone === undefined ? words.unnamed : format.phone(session.phone));

  const link = (contactId: string): void => linking.run(async (keys) => {
    const { outcome } = await state.desk.linkContact(protocol, { contactId }, keys.of('link', contactId));
    end(outcome === 'later' ? paperwork.contactLinkedLater : paperwork.contactLinked);
  });

  return (
    <>
      <header class="c-head">
        <div class="c-id">
          <IconButton icon="left" label={shell.back} onClick={() => state.navigation.back()} />
          <Avatar name={session?.name} channel={session?.channel.kind} />
          <div class="who">
            <h1><span class="one">{name}</span></h1>
            {session !== undefined && session.contactId === undefined ? <span class="under unlinked"><Icon name="unlink" size="s" /> {words.unlinked}</span> : null}
          </div>
        </div>
      </header>
      <div class="p-body pad stack">
        <NoteBox>{paperwork.whyLink}</NoteBox>
        {linking.trouble === undefined ? null : <NoteBox kind="bad" alert>{linking.trouble.text}</NoteBox>}
        {session === undefined ? null : <AlikeContacts name={session.name} phone={session.phone} isBusy={linking.isBusy} onLink={link} />}
        <ContactSearch isBusy={linking.isBusy} onLink={link} />
        {session === undefined ? null : <NewContact form={form} session={session} doing={creating} onMade={end} />}
      </div>
      <footer class="p-foot"><Button type="submit" form={form} kind="solid" wide big icon="useradd" busy={creating.isBusy}>{paperwork.createAndLink}</Button></footer>
    </>
  );
}
