import type { Asker, IntegrationDesk, IntegrationKeyDesk, LeadDesk, MappingDesk } from '../ports/index.ts';

/** What of a method is left when it is known who asks. */
type Asked<Method> = Method extends (asker: never, ...rest: infer Rest) => infer Answer ? (...rest: Rest) => Answer : never;

type For<Desk, Name extends keyof Desk> = { readonly [Each in Name]: Asked<Desk[Each]> };

/**
 * Integrations with platforms, for the host: set up, mapped, tried, enabled. See {@link IntegrationDesk}, {@link IntegrationKeyDesk} and
 * {@link MappingDesk} for what each promises; `undefined` where there is no such connection or integration.
 */
export interface HostIntegrations
  extends Pick<IntegrationDesk, 'platforms'>,
    For<IntegrationDesk, 'list' | 'find' | 'create' | 'change' | 'changeEvent' | 'enable' | 'pause' | 'remove' | 'rotate'>,
    For<IntegrationKeyDesk, keyof IntegrationKeyDesk>,
    For<MappingDesk, keyof MappingDesk> {
  /** The same in somebody's name, who may see some connections only. */
  as(asker: Asker): HostIntegrations;
}

/** Leads, for the host. See {@link LeadDesk}. */
export type HostLeads = For<LeadDesk, keyof LeadDesk>;

/** Whom the façade asks. */
export interface HostIntegrationDesks {
  readonly desk: IntegrationDesk;
  readonly keys: IntegrationKeyDesk;
  readonly mappings: MappingDesk;
}

/** The host itself: it sees every connection. */
const HOST: Asker = { name: 'library', scope: 'every-connection' };

export function createHostIntegrations(desks: HostIntegrationDesks, asker: Asker = HOST): HostIntegrations {
  const { desk, keys, mappings } = desks;
  const { scope } = asker;
  return {
    platforms: desk.platforms,
    list: async (connection) => await desk.list(scope, connection),
    find: async (connection, id) => await desk.find(scope, connection, id),
    create: async (connection, wish) => await desk.create(asker, connection, wish),
    change: async (connection, id, change) => await desk.change(asker, connection, id, change),
    changeEvent: async (connection, id, change) => await desk.changeEvent(asker, connection, id, change),
    enable: async (connection, id) => await desk.enable(asker, connection, id),
    pause: async (connection, id) => await desk.pause(asker, connection, id),
    remove: async (connection, id) => await desk.remove(asker, connection, id),
    rotate: async (connection, id, wish) => await desk.rotate(asker, connection, id, wish),
    putSecret: async (connection, id, wish) => await keys.putSecret(asker, connection, id, wish),
    removeSecret: async (connection, id) => await keys.removeSecret(asker, connection, id),
    putCredentials: async (connection, id, credentials) => await keys.putCredentials(asker, connection, id, credentials),
    putAccount: async (connection, id, account) => await keys.putAccount(asker, connection, id, account),
    structure: async (connection, id) => await mappings.structure(scope, connection, id),
    fields: async (connection, id) => await mappings.fields(scope, connection, id),
    suggest: async (connection, id, samples) => await mappings.suggest(scope, connection, id, samples),
    tryOut: async (connection, id, wish) => await mappings.tryOut(scope, connection, id, wish),
    versions: async (connection, id) => await mappings.versions(scope, connection, id),
    restore: async (connection, id, version) => await mappings.restore(asker, connection, id, version),
    as: (other) => createHostIntegrations(desks, other),
  };
}

export const createHostLeads = (desk: LeadDesk): HostLeads => ({
  list: async (connection, search, page) => await desk.list(HOST.scope, connection, search, page),
  find: async (connection, key) => await desk.find(HOST.scope, connection, key),
});
