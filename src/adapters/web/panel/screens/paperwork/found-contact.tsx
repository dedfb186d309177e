import type { ComponentChild } from 'preact';
import type { FoundContact } from '../../../../../ports/agent-desk.ts';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Button } from '../../../kit/parts/button.tsx';
import { Chip } from '../../../kit/parts/chip.tsx';
import { usePanel } from '../../panel-context.ts';

interface FoundContactsProps {
  readonly contacts: readonly FoundContact[];
  readonly label: string;
  readonly isBusy: boolean;
  readonly onLink: (contactId: string) => void;
}

/** Contacts of the CRM that the session may be linked to, each with why it was found. */
export const FoundContacts = ({ contacts, label, isBusy, onLink }: FoundContactsProps): ComponentChild => (
  <ul class="card" aria-label={label}>{contacts.map((contact) => <FoundRow key={contact.contactId} contact={contact} isBusy={isBusy} onLink={onLink} />)}</ul>
);

function FoundRow({ contact: { contactId, name, kind, matchedBy, phone, companyName }, isBusy, onLink }: { readonly contact: FoundContact } & Pick<FoundContactsProps, 'isBusy' | 'onLink'>): ComponentChild {
  const { words: { paperwork }, format } = usePanel();
  const known = MATCHES.filter((match) => matchedBy.includes(match));
  return (
    <li class="cand">
      <Avatar name={name} />
      <div>
        <b>{name}</b>
        <small>{[companyName, phone === undefined ? undefined : format.phone(phone)].filter((each) => each !== undefined).join(' · ')}</small>
        <span class="row wrap">
          {kind === 'company' ? <Chip kind="info">{paperwork.isCompany}</Chip> : null}
          {known.map((match) => <Chip key={match} kind={match === 'name' ? undefined : 'ok'}>{paperwork.match[match]}</Chip>)}
        </span>
      </div>
      <Button kind={known.some((match) => match !== 'name') ? 'soft' : 'line'} label={paperwork.linkTo(name)} disabledBecause={isBusy ? paperwork.notThereYet : undefined} onClick={() => onLink(contactId)}>{paperwork.link}</Button>
    </li>
  );
}

const MATCHES = ['phone', 'cpf', 'email', 'name'] as const;
