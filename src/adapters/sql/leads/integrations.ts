import { sql, type RawBuilder } from 'kysely';
import type { ConnectionId } from '../../../domain/connection/connection.ts';
import type { IntegrationId } from '../../../domain/lead/lead.ts';
import { PortFailure } from '../../../ports/failures.ts';
import type { Integration, Integrations, SeenStructure } from '../../../ports/integrations.ts';
import { parseJson, toJson } from '../json.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';

/** Integrations and the structure of what they received, in either store. */
export function createIntegrations(runner: SqlRunner): Integrations {
  const { table, text } = runner;
  const [versions, structures] = [table('integration_version'), table('integration_structure')];
  const one = (connection: ConnectionId, id: IntegrationId): RawBuilder<unknown> => sql`connection = ${connection} and id = ${text(id)}`;
  const found = async (doing: string, where: RawBuilder<unknown>): Promise<readonly Integration[]> =>
    (await runner.rows(doing, sql`select value from ${versions} where ${where}`)).map(translateIntegration);

  return {
    async list(connection) {
      const rows = await runner.rows('list integrations', sql`select v.value from ${versions} v join (
          select id, max(version) as version, min(valid_from) as begun from ${versions} where connection = ${connection} group by id
        ) l on l.id = v.id and l.version = v.version where v.connection = ${connection} order by l.begun, v.id`);
      return rows.map(translateIntegration).filter(({ removed }) => removed === undefined);
    },
    latest: async (connection, id) => (await found('find an integration', sql`${one(connection, id)} order by version desc limit 1`))[0],
    // The first version stands in for a moment before it.
    at: async (connection, id, moment) => (await found('find an integration', sql`${one(connection, id)}
      and (valid_from <= ${moment} or version = 1) order by version desc limit 1`))[0],
    versions: async (connection, id) => await found('list the versions of an integration', sql`${one(connection, id)} order by version desc`),
    async put(integration) {
      const { connection, id, version, validFrom } = integration;
      const latest = sql`(select coalesce(max(version), 0) from ${versions} where ${one(connection, id)})`;
      // Of two at once the later one meets the earlier one's version here, which is a conflict too.
      const [put] = await runner.write('put an integration', [sql`insert into ${versions} (connection, id, version, valid_from, value)
        select cast(${connection} as text), cast(${text(id)} as text), cast(${version} as integer), cast(${validFrom} as text), cast(${toJson(integration)} as text)
        where ${latest} + 1 = cast(${version} as integer) on conflict do nothing`]);
      if (put !== 1) throw outdated(`The integration ${id} could not be put as version ${version}`);
    },
    async structure(connection, id) {
      const [row] = await runner.rows('find what an integration received', sql`select value from ${structures} where ${one(connection, id)}`);
      return row && translateStructure(row);
    },
    async putStructure(connection, id, structure, basedOn) {
      const [deliveries, value] = [structure.of, toJson(structure)];
      const [put] = await runner.write('put what an integration received', [
        basedOn === 0
          ? sql`insert into ${structures} as known (connection, id, deliveries, value) values (${connection}, ${text(id)}, ${deliveries}, ${value})
            on conflict (connection, id) do update set deliveries = excluded.deliveries, value = excluded.value where known.deliveries = 0`
          : sql`update ${structures} set deliveries = ${deliveries}, value = ${value} where ${one(connection, id)} and deliveries = ${basedOn}`,
      ]);
      if (put !== 1) throw outdated(`The structure of what integration ${id} received could not be put`);
    },
  };
}

const outdated = (what: string): PortFailure =>
  new PortFailure('port.conflict', `${what}, because it was changed since it was read; read it again.`);

const translateIntegration = ({ value }: Row): Integration => parseJson(String(value)) as Integration;
const translateStructure = ({ value }: Row): SeenStructure => parseJson(String(value)) as SeenStructure;
