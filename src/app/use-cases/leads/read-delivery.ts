import type { IntegrationId } from '../../../domain/index.ts';
import { compileMapping, compileSource, eachEvent, wholeOf, type CompiledMapping, type CompiledSource, type Incoming, type MappedDelivery } from '../../../domain/mapping/index.ts';
import type { SecretBox } from '../../../adapters/system/index.ts';
import type { Integration, Platform } from '../../../ports/index.ts';
import { inTurns } from '../../in-turns.ts';

/** What tells one delivery from another, as a mark. */
export interface DeliveryName {
  readonly mark: string;
  /** Whether it is the platform's own name for it, or no more than what it says. */
  readonly by: 'identity' | 'content';
}

/** Reads deliveries by mappings that were made ready before. */
export interface DeliveryReading {
  /** No events where nothing is mapped yet. Of a delivery with many events others get their turn in between. */
  map(integration: Integration, incoming: Incoming): Promise<MappedDelivery>;
  /** By the platform's own identity, where it has one; else by what was sent (WHK-07). */
  nameOf(platform: Platform, integration: IntegrationId, incoming: Incoming): DeliveryName;
}

/** An account has a handful of integrations, and seldom more than a version or two of each is asked for. */
const MOST_READY = 1_000;

export function createDeliveryReading(box: SecretBox): DeliveryReading {
  const mappings = new Map<string, CompiledMapping>();
  const identities = new WeakMap<Platform, readonly (readonly CompiledSource[])[]>();

  /** A version is never changed. */
  function compiled({ connection, id, version, mapping }: Integration): CompiledMapping | undefined {
    if (mapping === undefined) return undefined;
    const key = `${connection} ${id} ${version}`;
    const ready = mappings.get(key) ?? compileMapping(mapping);
    if (mappings.size >= MOST_READY) mappings.clear();
    mappings.set(key, ready);
    return ready;
  }

  function identityOf(platform: Platform): readonly (readonly CompiledSource[])[] {
    const ready = identities.get(platform) ?? platform.identity.map(compiledSources).filter((sources) => sources.length > 0);
    identities.set(platform, ready);
    return ready;
  }

  return {
    async map(integration, incoming) {
      const mapping = compiled(integration);
      if (mapping === undefined) return { events: [], leftOut: 0 };
      const { events, leftOut } = eachEvent(mapping, incoming);
      return { events: await inTurns(events, (event) => event), leftOut };
    },
    nameOf(platform, integration, incoming) {
      const scope = wholeOf(incoming);
      for (const sources of identityOf(platform)) {
        const values = sources.map((source) => source.read(scope));
        if (values.every((value) => value !== undefined)) return { mark: box.mark(`webhook/${integration}/${JSON.stringify(values)}`), by: 'identity' };
      }
      return { mark: box.mark(`webhook/${integration}/content/${JSON.stringify([incoming.body, incoming.query])}`), by: 'content' };
    },
  };
}

/** All of a list, or none: a part of an identity is none. */
function compiledSources(sources: Platform['identity'][number]): readonly CompiledSource[] {
  const compiled = sources.map((source) => compileSource(source));
  return compiled.every((each) => each.ok) ? compiled.flatMap((each) => (each.ok ? [each.value] : [])) : [];
}
