import type { Clock } from '../../ports/clock.ts';
import type { CrmPaperwork } from '../../ports/crm-paperwork.ts';
import { isPortFailure } from '../../ports/failures.ts';
import type { UserRows } from './crm-users.ts';
import { surelyUnmade } from './failures.ts';
import { findMarked } from './marker-search.ts';
import { createPaperMarkers } from './paper-markers.ts';
import { createPaperPermissions } from './paper-permissions.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import { appAddress } from './translate/app-address.ts';
import { numberOf, translatePaperId } from './translate/ids.ts';
import { paperBody } from './translate/paper.ts';
import { identified } from './wire/envelope.ts';
import { MARKED_TEXTS, PAPER_TABLES } from './wire/paper.ts';

/** Ploomes' tasks, documents, quotes and orders. Making one costs one call, and the first proposal and sale look for their field. */
export function createPloomesPaperwork(
  client: PloomesClient, users: UserRows, config: PloomesConfig, clock: Pick<Clock, 'now'>,
): CrmPaperwork {
  const markers = createPaperMarkers(client, config);

  return {
    permissions: createPaperPermissions(client, users, config, clock),

    async make(request) {
      const place = await surelyUnmade(async () => await markers.placeOn(request.kind));
      const body = paperBody(request, place, clock.now(), config);
      try {
        return translatePaperId((await client.create(PAPER_TABLES[request.kind], body, identified)).Id);
      } catch (failure) {
        if (isPortFailure(failure) && failure.code === 'port.refused') markers.forget(request.kind);
        throw failure;
      }
    },

    async findByMarker({ kind, marker, clientId, since, knownPaper }) {
      const place = await markers.placeOn(kind);
      return await findMarked(client, {
        entity: PAPER_TABLES[kind], marker, since, translateId: translatePaperId,
        markedIn: place === 'text' ? { column: MARKED_TEXTS[kind] } : place,
        clientId: numberOf(clientId, 'client'),
        ...(knownPaper === undefined ? {} : { knownId: numberOf(knownPaper, 'paper') }),
      });
    },

    addressOf: (thing) => appAddress(thing, config),
  };
}
