import { agentsOf, endedAt, phaseOf, startedAt, visitsOf, type ChatSession } from '../attendance/chat-session.ts';
import type { Channel } from '../attendance/channel.ts';
import type { AttendingAgent, Classification, SessionComment } from '../attendance/sighting.ts';
import { formatInstant, type Instant } from '../kernel/instant.ts';
import type { RecordWording } from '../wording/record-wording.ts';
import type { RecordOptions } from './interaction-record.ts';

/** All that a record says about a session (SES-01). */
export interface RecordFacts {
  readonly session: ChatSession;
  readonly clientName: string;
  readonly companyName?: string;
  readonly comments: readonly SessionComment[];
  readonly classification?: Classification;
  /** Agents who have no user in the CRM: they are named in the text (SES-04). */
  readonly agentsWithoutUser: readonly string[];
  /** Opens the full history for authorised users alone (SES-06); absent where there is no such page. */
  readonly historyUrl?: string;
  /** The account's own time zone, for people to read. */
  readonly timeZone: string;
}

/** A record as the CRM shows it: HTML in which every foreign text is escaped, and the option fields. */
export interface ComposedRecord {
  readonly html: string;
  readonly options: RecordOptions;
}

/** Composes the interaction record of a session as it is known now (SES-01, SES-04, SES-05). The same facts give the same record. */
export function composeRecord(facts: RecordFacts, wording: RecordWording): ComposedRecord {
  const { session, classification } = facts;
  const group = visitsOf(session).at(-1)?.group.name;
  return {
    html: [heading(session, wording), list(detailsOf(facts, wording)), commentsOf(facts, wording), historyOf(facts, wording)].join(''),
    options: {
      channel: channelName(session.channel, wording),
      ...(group === undefined ? {} : { group }),
      ...(classification === undefined ? {} : { classification: classification.label }),
    },
  };
}

/** The one record, without a card, that says a funnel cannot be used (CRD-11). */
export const composeFunnelNotice = (protocol: string, funnelName: string, wording: RecordWording): string =>
  `<p><b>${escapeHtml(wording.session(protocol))}</b></p><p>${escapeHtml(wording.funnelUnavailable(funnelName))}</p>`;

/** Makes foreign text harmless inside HTML. */
export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

type Detail = readonly [label: string, value: string | undefined];

const heading = (session: ChatSession, wording: RecordWording): string =>
  `<p><b>${escapeHtml(wording.session(session.protocol))}</b> · ${escapeHtml(channelName(session.channel, wording))} · ${wording.state[phaseOf(session)]}</p>`;

function detailsOf(facts: RecordFacts, wording: RecordWording): readonly Detail[] {
  const { session, classification } = facts;
  const groups = visitsOf(session).map((visit) => visit.group.name);
  const ended = endedAt(session);
  return [
    [wording.labels.client, facts.clientName],
    [wording.labels.company, facts.companyName],
    [groups.length > 1 ? wording.labels.groups : wording.labels.group, groups.join(' → ') || undefined],
    [wording.labels.agents, agentsOf(session).map((agent) => agentName(agent, facts, wording)).join(', ') || undefined],
    [wording.labels.startedAt, readable(startedAt(session), facts, wording)],
    [wording.labels.endedAt, ended && readable(ended, facts, wording)],
    [wording.labels.parts, session.parts.map((part) => part.id).join(', ')],
    [wording.labels.classification, classification && [classification.label, classification.comment].filter(Boolean).join(': ')],
  ];
}

const list = (details: readonly Detail[]): string =>
  `<ul>${details
    .filter(([, value]) => value !== undefined)
    .map(([label, value]) => `<li><b>${escapeHtml(label)}:</b> ${escapeHtml(value ?? '')}</li>`)
    .join('')}</ul>`;

function commentsOf(facts: RecordFacts, wording: RecordWording): string {
  if (facts.comments.length === 0) return '';
  const lines = facts.comments.map((comment) => `<li>${escapeHtml(commentHead(comment, facts, wording))}${escapeHtml(comment.text)}</li>`);
  return `<p><b>${escapeHtml(wording.labels.comments)}:</b></p><ol>${lines.join('')}</ol>`;
}

function commentHead(comment: SessionComment, facts: RecordFacts, wording: RecordWording): string {
  const parts = [comment.at && readable(comment.at, facts, wording), comment.author].filter(Boolean);
  return parts.length === 0 ? '' : `${parts.join(', ')}: `;
}

const historyOf = ({ historyUrl }: RecordFacts, wording: RecordWording): string =>
  historyUrl === undefined ? '' : `<p><a href="${escapeHtml(historyUrl)}">${escapeHtml(wording.labels.history)}</a></p>`;

const agentName = (agent: AttendingAgent, facts: RecordFacts, wording: RecordWording): string =>
  facts.agentsWithoutUser.includes(agent.name) ? `${agent.name} (${wording.labels.withoutUser})` : agent.name;

const channelName = (channel: Channel, wording: RecordWording): string =>
  channel.kind === 'other' ? channel.name : wording.channel[channel.kind];

const readable = (instant: Instant, { timeZone }: RecordFacts, { language }: RecordWording): string =>
  formatInstant(instant, language, timeZone);
