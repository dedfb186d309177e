import type { Card } from '../../../domain/card-linking/card.ts';
import type { ContactId } from '../../../domain/contact/contact.ts';
import type { FunnelId } from '../../../domain/funnel/funnel.ts';
import type { CardRequest, ListedCard } from '../../../ports/card-desk.ts';
import { senseless } from '../failures.ts';
import type { PloomesConfig } from '../ploomes-config.ts';
import type { DealRow, ListedDealRow } from '../wire/deal.ts';
import type { OtherPropertyBody } from '../wire/other-property.ts';
import { numberOf, translateCardId } from './ids.ts';
import { translateMoment } from './moments.ts';

/** A deal in our words. One that lost its client is known by its person. */
export function translateCard(row: DealRow, states: PloomesConfig['cardStates']): Card {
  const client = row.ContactId ?? row.PersonId;
  if (client === null || client === undefined) throw senseless('ContactId is empty');
  return {
    id: translateCardId(row.Id),
    funnelId: String(row.PipelineId) as FunnelId,
    clientId: String(client) as ContactId,
    title: row.Title ?? '',
    createdAt: translateMoment(row.CreateDate, 'CreateDate'),
    state: stateOf(row.StatusId, states),
    ...(row.PersonId === null || row.PersonId === undefined ? {} : { personId: String(row.PersonId) as ContactId }),
    ...(typeof row.Pipeline?.Archived === 'boolean' ? { funnelState: row.Pipeline.Archived ? 'archived' : 'open' } : {}),
  };
}

/** A deal with the names that people know its place by. */
export const translateListedCard = (row: ListedDealRow, states: PloomesConfig['cardStates']): ListedCard => ({
  ...translateCard(row, states),
  ...(row.Pipeline?.Name ? { funnelName: row.Pipeline.Name } : {}),
  ...(row.Stage?.Name ? { stageName: row.Stage.Name } : {}),
  ...(row.Status?.Name ? { statusName: row.Status.Name } : {}),
});

/** What opens a card. */
export type CardBody = Readonly<Record<string, unknown>> & { readonly OtherProperties: readonly OtherPropertyBody[] };

/** The body that opens a card. Without a stage it stands in the funnel's first one (CRD-18). */
export const cardBody = (request: CardRequest, markerKey: string): CardBody => ({
  Title: request.title,
  PipelineId: numberOf(request.funnelId, 'funnel'),
  ContactId: numberOf(request.clientId, 'client'),
  ...(request.personId === undefined ? {} : { PersonId: numberOf(request.personId, 'person') }),
  ...(request.ownerId === undefined ? {} : { OwnerId: numberOf(request.ownerId, 'owner') }),
  OtherProperties: [{ FieldKey: markerKey, StringValue: request.marker }],
});

function stateOf(statusId: number, states: PloomesConfig['cardStates']): Card['state'] {
  if (statusId === states.open) return 'open';
  if (statusId === states.won) return 'won';
  if (statusId === states.lost) return 'lost';
  throw senseless('StatusId is none of ploomes.cardStates');
}
