import type { PaperKind } from '../../domain/desk/paper.ts';
import { senseless } from './failures.ts';
import type { PloomesClient } from './ploomes-client.ts';
import type { PloomesConfig } from './ploomes-config.ts';
import type { MarkerPlace } from './translate/paper.ts';
import { ensureFields, fieldIn, type WantedField } from './wanted-fields.ts';

/** Where the papers of an account carry their markers. */
export interface PaperMarkers {
  /** Makes the field where it lacks, when the first paper of its kind is made: an account without that module would refuse it sooner. */
  placeOn(kind: PaperKind): Promise<MarkerPlace>;
  /** A field was refused, so that it may have been deleted. */
  forget(kind: PaperKind): void;
}

export function createPaperMarkers(client: PloomesClient, { paperwork, fieldNames, fieldTypes }: PloomesConfig): PaperMarkers {
  const known = new Map<PaperKind, Promise<string>>();

  async function keyOf(field: WantedField): Promise<string> {
    const found = fieldIn((await ensureFields(client, [field], fieldTypes)).rows, field);
    if (found === undefined) throw senseless(`no field ${field.name}, though it was made`);
    return found.Key;
  }

  return {
    async placeOn(kind) {
      const entityId = paperwork.markerEntityIds[kind];
      if (entityId === 'none') return 'text';
      const key = known.get(kind) ?? keyOf({ name: fieldNames.marker, entityId, holds: 'text' });
      known.set(kind, key);
      key.catch(() => known.delete(kind));
      return { fieldKey: await key };
    },
    forget: (kind) => void known.delete(kind),
  };
}
