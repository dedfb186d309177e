import type { CrmThing } from '../../../ports/crm-paperwork.ts';
import type { PloomesConfig } from '../ploomes-config.ts';

/** Where people look at something in Ploomes' own screens (PAN-04). */
export function appAddress(thing: CrmThing, { app: { url, paths } }: PloomesConfig): string {
  const [path, id] = placeOf(thing, paths);
  return `${url.replace(/\/+$/, '')}${path.replaceAll('{id}', encodeURIComponent(id))}`;
}

function placeOf(thing: CrmThing, paths: PloomesConfig['app']['paths']): readonly [path: string, id: string] {
  if ('contact' in thing) return [paths.contact, thing.contact];
  if ('company' in thing) return [paths.company, thing.company];
  return 'card' in thing ? [paths.card, thing.card] : [paths[thing.kind], thing.paper];
}
