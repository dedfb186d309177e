import type { HostTransaction } from '../../ports/inbox.ts';
import type { PostgresLike } from './postgres-like.ts';

/**
 * Lets deliveries be accepted in a transaction of the host's, so that they come to be exactly if it is committed.
 *
 * @param client - the client that the host has begun its transaction on, in the database that the store is in.
 *
 * @example
 * const takeWithUs = async (client: PostgresLike, vinculo: Vinculo, webhook: RawDelivery): Promise<void> => {
 *   await client.query('begin');
 *   await client.query('insert into our_own_log (at) values (now())');
 *   await vinculo.deliveries.take(webhook, inHostTransaction(client));
 *   await client.query('commit');
 * };
 */
export const inHostTransaction = (client: PostgresLike): HostTransaction => translateClient(client);

const translateClient = (client: PostgresLike): HostTransaction => client as PostgresLike & HostTransaction;

/** The host's client again. */
export const parseTransaction = (transaction: HostTransaction): PostgresLike => transaction as HostTransaction & PostgresLike;
