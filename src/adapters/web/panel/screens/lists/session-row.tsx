import type { ComponentChild } from 'preact';
import type { DeskRow } from '../../../../../domain/desk/desk-row.ts';
import { useNow } from '../../../kit/clock.ts';
import { Avatar } from '../../../kit/parts/avatar.tsx';
import { Badge } from '../../../kit/parts/badge.tsx';
import { Chip } from '../../../kit/parts/chip.tsx';
import { usePanel } from '../../panel-context.ts';

const MINUTE_MS = 60_000;
/** Waiting is told once it matters. */
const WAITED_LONG_MS = 5 * MINUTE_MS;
/** A window is told of when it is about to shut. */
const SHUTS_SOON_MS = 60 * MINUTE_MS;

/** A session in a list (PAN-01). */
export function SessionRow({ row }: { readonly row: DeskRow }): ComponentChild {
  const { state, words: { lists }, format } = usePanel();
  const name = nameOf(row) ?? (row.phone === undefined ? lists.unnamed : format.phone(row.phone));
  return (
    <button type="button" class={`s-row${row.unread > 0 ? ' new' : ''}`} data-protocol={row.protocol} onClick={() => state.navigation.go({ at: 'conversation', protocol: row.protocol })}>
      <Avatar name={nameOf(row)} channel={row.channel.kind} />
      <span class="mid">
        <span class="nm"><span>{name}</span>{row.group === undefined ? null : <span class="gr">{row.group.name}</span>}</span>
        <span class="pv"><Preview row={row} /></span>
        <Exceptions row={row} />
      </span>
      <span class="end">
        <time class="tm" dateTime={row.at}>{format.short(row.at)}</time>
        {row.unread > 0 ? <Badge count={row.unread} label={lists.unread(row.unread)} /> : null}
      </span>
    </button>
  );
}

/** Neppo calls whom it does not know by the number. */
const nameOf = ({ name, phone }: DeskRow): string | undefined => (name === undefined || /^[\d\s()+-]+$/.test(name) && name.replace(/\D/g, '') === phone ? undefined : name);

function Preview({ row: { protocol, preview } }: { readonly row: DeskRow }): ComponentChild {
  const { state, words: { lists } } = usePanel();
  const draft = state.drafts.begun.value.get(protocol);
  if (draft !== undefined) return <><b class="draft">{lists.draft}</b> {draft}</>;
  if (preview === undefined) return null;
  const text = preview.text ?? lists.kind[preview.kind];
  if (preview.by === 'system') return lists.line[preview.line ?? 'other'];
  if (preview.by === 'agent') return `${lists.you}: ${text}`;
  return preview.by === 'bot' ? `${lists.bot}: ${text}` : text;
}

/** Only what is out of the ordinary has a chip. */
function Exceptions({ row: { tab, waitingSince, windowClosesAt, contactId } }: { readonly row: DeskRow }): ComponentChild {
  const { words: { lists }, format } = usePanel();
  const now = useNow(MINUTE_MS).value;
  const waitedMs = waitingSince === undefined ? 0 : now - Date.parse(waitingSince);
  const leftMs = windowClosesAt === undefined || tab === 'closed' ? Infinity : Date.parse(windowClosesAt) - now;
  const chips = [
    waitedMs >= WAITED_LONG_MS ? <Chip key="waits" kind="warn" icon="clock">{lists.waits(format.duration(waitedMs))}</Chip> : null,
    leftMs <= 0 ? <Chip key="shut" icon="clock">{lists.windowShut}</Chip> : leftMs <= SHUTS_SOON_MS ? <Chip key="shuts" icon="clock">{lists.windowClosesIn(format.duration(leftMs))}</Chip> : null,
    contactId === undefined ? <Chip key="unlinked" kind="clay" icon="unlink">{lists.unlinked}</Chip> : null,
  ].filter((chip) => chip !== null);
  return chips.length === 0 ? null : <span class="tags">{chips}</span>;
}
