import type { Migration } from './migration.ts';

const INDEXES = `
-- Sends that are to be looked at, whatever connection they are of; those that were read too, since they may yet be answered (SND-03).
drop index active_send_unsettled;
create index active_send_unsettled on active_send (connection, created_at, seen_at, id) where state in ('queued', 'sent', 'delivered', 'read', 'unknown');

-- Conversations that somebody attends now.
create index desk_place_running on desk_place (connection, protocol) where phase = 'running';
`;

/** By what the hub looks regularly after sends and conversations without asking for every connection. */
export const looking: Migration = { version: 14, sqlite: INDEXES, postgres: INDEXES };
