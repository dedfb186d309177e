import { sql } from 'kysely';
import type { AgentPass, AgentPasses } from '../../../ports/agent-passes.ts';
import type { Row } from '../row.ts';
import type { SqlRunner } from '../sql-runner.ts';

/** Tokens of agents, in either store. One row is a launch token until it has a bearer, so that nobody ever sees both or neither. */
export function createAgentPasses(runner: SqlRunner): AgentPasses {
  const passes = runner.table('agent_pass');

  const find: AgentPasses['find'] = async (bearerHash, now) => {
    const [row] = await runner.rows("find an agent's token", sql`select connection, agent, origin, expires_at from ${passes} where bearer_hash = ${bearerHash} and expires_at > ${now}`);
    return row && translatePass(row);
  };

  return {
    keepLaunch: async (tokenHash, { connection, agent, origin, expiresAt }) =>
      void (await runner.write("keep an agent's launch token", [sql`insert into ${passes} (launch_hash, connection, agent, origin, expires_at)
        values (${tokenHash}, ${connection}, ${runner.text(agent)}, ${origin}, ${expiresAt})`])),
    async redeem(tokenHash, { now, origin }, bearer) {
      // Whoever comes second waits for the row, and then finds that it has a bearer.
      const [redeemed] = await runner.write("exchange an agent's launch token", [
        sql`update ${passes} set bearer_hash = ${bearer.hash}, expires_at = ${bearer.expiresAt}
          where launch_hash = ${tokenHash} and bearer_hash is null and expires_at > ${now} and origin = ${origin}`,
        sql`delete from ${passes} where launch_hash = ${tokenHash} and bearer_hash is null`,
      ]);
      return redeemed === 1 ? (await find(bearer.hash, now)) ?? 'refused' : 'refused';
    },
    find,
    withdraw: async (connection, agent) =>
      void (await runner.write("withdraw agents' tokens", [sql`delete from ${passes} where connection = ${connection}
        and ${agent === undefined ? sql`1 = 1` : sql`agent = ${runner.text(agent)}`}`])),
    trim: async (now) => void (await runner.write("forget agents' tokens", [sql`delete from ${passes} where expires_at <= ${now}`])),
  };
}

const translatePass = ({ connection, agent, origin, expires_at: expiresAt }: Row): AgentPass => ({ connection, agent, origin, expiresAt }) as AgentPass;
