import type { ComponentChild } from 'preact';
import { Icon } from '../../../kit/icon.tsx';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { usePanel } from '../../panel-context.ts';
import { barredBecause } from './barred.ts';
import type { KnownSession } from './known-session.ts';
import { LinkedCard } from './linked-card.tsx';
import { MoreMenu } from './more-menu.tsx';
import { NewMenu } from './new-menu.tsx';
import type { Standing } from './standing.ts';

interface HeadProps {
  readonly session: KnownSession;
  readonly name: string;
  readonly standing: Standing;
  readonly onHistory: () => void;
}

/** Who it is with, what it is linked to, and what may be done. */
export function ConversationHead({ session, name, standing, onHistory }: HeadProps): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  const { protocol, phone } = session;
  return (
    <header class="c-head">
      <div class="c-id">
        <IconButton icon="left" label={words.back} onClick={() => state.navigation.back()} />
        <Avatar name={session.name} channel={session.channel.kind} />
        <div class="who">
          <h1><span class="one">{name}</span> {session.contactId === undefined ? null : <ContactLink id={session.contactId} address={session.addresses?.contact} />}</h1>
          <Linked session={session} />
        </div>
        <IconButton
          icon="phone" label={words.call} disabledBecause={phone === undefined ? words.noPhone : undefined}
          onClick={() => state.navigation.go({ at: 'dial', phone, name })}
        />
        <IconButton icon="transfer" label={words.transfer} disabledBecause={barredBecause(words, standing)} onClick={() => state.navigation.open({ over: 'transfer', protocol })} />
        <MoreMenu session={session} standing={standing} onHistory={onHistory} />
      </div>
      {session.contactId === undefined ? null : <CardBar session={session} standing={standing} />}
    </header>
  );
}

/** The contact in the CRM (PAN-04). */
function ContactLink({ id, address }: { readonly id: string; readonly address: string | undefined }): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  return (
    <button type="button" class="linked" aria-label={words.openContact} title={words.openContact} onClick={() => state.host.open({ kind: 'contact', id, ...addressOf(address) })}>
      <Icon name="link" />
    </button>
  );
}

/** The line below the name: the company, or that the CRM knows nobody. */
function Linked({ session: { protocol, contactId, company, addresses, group } }: { readonly session: KnownSession }): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  if (contactId === undefined) {
    return (
      <button type="button" class="under unlinked" title={words.linkContact} onClick={() => state.navigation.go({ at: 'link-contact', protocol })}>
        <Icon name="unlink" size="s" /> <span class="one">{words.unlinked}</span>
      </button>
    );
  }
  if (company === undefined) return <span class="under one">{group?.name}</span>;
  return <button type="button" class="under one" title={words.openCompany} onClick={() => state.host.open({ kind: 'company', id: company.id, ...addressOf(addresses?.company) })}>{company.name}</button>;
}

/** The linked card, or a way to one; and what may be made (C6). */
function CardBar({ session, standing }: { readonly session: KnownSession; readonly standing: Standing }): ComponentChild {
  const { state, words: { conversation: words } } = usePanel();
  const { protocol, cardId, addresses } = session;
  return (
    <div class="c-bar">
      {cardId === undefined ? (
        <Button icon="deal" wide onClick={() => state.navigation.open({ over: 'link-card', protocol })}>{words.linkCard}</Button>
      ) : (
        <LinkedCard protocol={protocol} cardId={cardId} address={addresses?.card} />
      )}
      <NewMenu session={session} standing={standing} />
    </div>
  );
}

const addressOf = (address: string | undefined): { readonly address?: string } => (address === undefined ? {} : { address });
