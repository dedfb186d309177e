import { connectionList } from '../commands/connections.ts';
import type { HubDoor } from '../deliveries/hub-door.ts';

/** Connections as a file tells them: secrets as references that whoever keeps the file fills in. */
export async function exportConnections(door: HubDoor): Promise<readonly object[]> {
  const { rows } = await door.get('/v1/connections', connectionList);
  return rows.map(({ id, name, status, options, systems: { ploomes, neppo } }) => {
    const variable = (secret: string): string => `env:VINCULO_${id.toUpperCase().replaceAll('-', '_')}_${secret}`;
    return {
      id, name, status, options,
      ...(ploomes.credential === 'missing' ? {} : { ploomes: { ...ploomes.settings, userKey: variable('PLOOMES_USER_KEY') } }),
      ...(neppo.credential === 'missing' ? {} : {
        neppo: {
          ...neppo.settings,
          credentials: {
            consumerKey: variable('NEPPO_CONSUMER_KEY'), consumerSecret: variable('NEPPO_CONSUMER_SECRET'), username: variable('NEPPO_USERNAME'), password: variable('NEPPO_PASSWORD'),
          },
        },
      }),
    };
  });
}
