import type { Rules } from './rule.ts';
import { badRequest, idOf, numberAt } from './wire.ts';
import { touchRow } from './world.ts';

/**
 * A record of a contact or of a deal; its `Content` is kept as sent, HTML and all. It moves the `LastUpdateDate` of
 * both, as everything added to them does; no webhook tells of that.
 */
export const interactionRecordRules: Rules = {
  defaults: (world) => ({
    TypeId: 1, Date: world.nowText(), Editable: true, OtherProperties: [], Tags: [], Comments: [], Attachments: [],
  }),
  prepare: (_world, { row }) => {
    if (row['ContactId'] === null && row['DealId'] === null) {
      throw badRequest("The property 'ContactId' or 'DealId' is required on 'InteractionRecord'.");
    }
  },
  after: (world, { row }) => {
    touchRow(world, 'Contacts', row['ContactId'], { LastInteractionRecordId: idOf(row) });
    touchRow(world, 'Deals', row['DealId'], { LastInteractionRecordId: idOf(row) });
  },
};

/** A task; the client is `ContactId`, the people concerned are the `Contacts` child rows. */
export const taskRules: Rules = {
  defaults: () => ({
    TypeId: 1, Finished: false, Finishable: true, Editable: true, NoTime: false,
    Users: [], Contacts: [], Tags: [], OtherProperties: [], Comments: [],
  }),
  prepare: (world, { row }) => {
    row['ContactName'] = world.store.get('Contacts', numberAt(row, 'ContactId') ?? 0)?.['Name'] ?? null;
  },
  after: (world, { row }) => {
    touchRow(world, 'Contacts', row['ContactId']);
    touchRow(world, 'Deals', row['DealId']);
  },
};
