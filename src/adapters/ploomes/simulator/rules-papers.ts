import type { Rules } from './rule.ts';
import { badRequest, idOf, numberAt, textAt } from './wire.ts';
import type { Json, Row } from './wire.ts';
import { touchRow } from './world.ts';
import type { World } from './world.ts';

/** A document; what it is made from (template, sections) is not kept. */
export const documentRules: Rules = {
  defaults: (world) => ({ DocumentNumber: world.store.next('DocumentNumber', 1), Editable: true, OtherProperties: [], Attachments: [] }),
  prepare: (world, { row }) => nameSides(world, row),
  after: (world, { row }) => touchBoth(world, row, { LastDocumentId: idOf(row) }),
};

/** A quote stands on a deal, and has the deal's client and person where none are sent. */
export const quoteRules: Rules = {
  defaults: (world) => ({
    QuoteNumber: world.store.next('QuoteNumber', 1), ReviewNumber: 1, LastReview: true, IsTemplate: false, Date: world.nowText(), CurrencyId: 1, Amount: 0,
    Shared: false, Editable: true, OtherProperties: [], Attachments: [],
  }),
  prepare: (world, { row, before }) => {
    const deal = world.store.get('Deals', numberAt(row, 'DealId') ?? 0) ?? {};
    const pipeline = world.store.get('Deals@Pipelines', numberAt(deal, 'PipelineId') ?? 0);
    if (!before && pipeline?.['MayCreateQuotes'] === false) {
      throw badRequest(`The pipeline '${textAt(pipeline, 'Name') ?? ''}' does not allow quotes.`);
    }
    row['ContactId'] ??= deal['ContactId'] ?? null;
    row['PersonId'] ??= deal['PersonId'] ?? null;
    nameSides(world, row);
  },
  after: (world, { row }) => touchBoth(world, row, {}, { LastQuoteId: idOf(row) }),
};

/** An order of a contact, with a deal or without. */
export const orderRules: Rules = {
  defaults: (world) => ({
    OrderNumber: world.store.next('OrderNumber', 1), IsTemplate: false, Date: world.nowText(), CurrencyId: 1, Amount: 0, Shared: false, Editable: true,
    Deletable: true, OtherProperties: [], Attachments: [],
  }),
  prepare: (world, { row }) => nameSides(world, row),
  after: (world, { row }) => touchBoth(world, row, { LastOrderId: idOf(row) }),
};

function nameSides(world: World, row: Row): void {
  row['ContactName'] = nameOf(world, row['ContactId']);
  if ('PersonId' in row) row['PersonName'] = nameOf(world, row['PersonId']);
}

const nameOf = (world: World, contactId: Json | undefined): Json =>
  typeof contactId === 'number' ? (world.store.get('Contacts', contactId)?.['Name'] ?? null) : null;

function touchBoth(world: World, row: Row, onContact: Row, onDeal: Row = onContact): void {
  touchRow(world, 'Contacts', row['ContactId'], onContact);
  touchRow(world, 'Deals', row['DealId'], onDeal);
}
