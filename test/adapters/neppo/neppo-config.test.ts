import { describe, expect, test } from 'vitest';
import { parseNeppoConfig, type NeppoSettings } from '../../../src/adapters/neppo/index.ts';

const settings: NeppoSettings = {
  tenantUrl: 'https://empresa.neppo.com.br/',
  credentials: { consumerKey: 'ck-1', consumerSecret: 'cs-1', username: 'u-1', password: 'pw-1' },
};

const refusal = (changed: object): string => {
  try {
    parseNeppoConfig({ ...settings, ...changed });
  } catch (error) {
    return String(error);
  }
  return 'accepted';
};

describe('the Neppo settings', () => {
  test('address and credentials are enough; what is unknown of Neppo is assumed, and shown', () => {
    expect(parseNeppoConfig(settings)).toMatchObject({
      tenantUrl: 'https://empresa.neppo.com.br',
      gatewayUrl: 'https://api.neppo.com.br',
      tokenUrl: 'https://api-auth.neppo.com.br/oauth2/token',
      timeZone: '-03:00',
      webhook: { refetch: 'when-incomplete' },
      budget: { perMinute: 60 },
      timeoutMs: 30_000,
      routes: {
        sessions: { host: 'gateway', path: '/chatapi/1.0/api/v2/user-session' },
        comments: { host: 'tenant', path: '/api/sessions/comment/{id}' },
      },
      agents: { profileIds: { agent: ['2'], supervisorAgent: ['16'] }, chatTokenWhenUntold: 'assume-generated' },
    });
  });

  test('an assumption is changed by its one key, and the others stay', () => {
    const config = parseNeppoConfig({ ...settings, routes: { groups: 'tenant:/api/groups' }, agents: { profileIds: { agent: [5, '7'] } } });
    expect(config.routes.groups).toEqual({ host: 'tenant', path: '/api/groups' });
    expect(config.routes.agents.host).toBe('gateway');
    expect(config.agents.profileIds).toEqual({ agent: ['5', '7'], supervisorAgent: ['16'] });
  });

  test.each([
    [{ tenantUrl: 'empresa' }, /neppo\.tenantUrl is no web address; write/],
    [{ tenantUrl: 'ftp://empresa.example' }, /neppo\.tenantUrl is no web address; write/],
    [{ gatewayUrl: 'https://u-1:pw-1@api.neppo.com.br' }, /^(?!.*pw-1).*neppo\.gatewayUrl holds a name or a password; write/],
    [{ credentials: undefined }, /neppo\.credentials is missing; give consumerKey/],
    [{ credentials: { ...settings.credentials, password: ' ' } }, /neppo\.credentials\.password is missing; copy it from/],
    [{ routes: { groups: '/api/groups' } }, /neppo\.routes\.groups names no host; write gateway/],
    [{ routes: { group: 'gateway:/x' } }, /neppo\.routes\.group is not known; leave it out/],
    [{ timeZone: 'America/Sao_Paulo' }, /neppo\.timeZone is no offset; write it like/],
    [{ webhook: { refetch: 'never' } }, /neppo\.webhook\.refetch is unknown; write/],
    [{ budget: { perMinute: 1 } }, /neppo\.budget\.perMinute is no count of calls; write/],
    [{ budget: { perMinute: -5 } }, /neppo\.budget\.perMinute is no count of calls; write/],
    [{ timeoutMs: 600_000 }, /neppo\.timeoutMs is above two minutes; write less/],
    [{ agents: { profileIds: { agent: 2 } } }, /neppo\.agents\.profileIds\.agent is no list; write/],
    [{ clients: { phone: { lookupForms: 'all' } } }, /neppo\.clients\.phone\.lookupForms is unknown; write both or as-given/],
    [{ clients: { emailOperators: [] } }, /neppo\.clients\.emailOperators is no list of operators; write/],
    [{ clients: { attributes: { companyName: ' ' } } }, /neppo\.clients\.attributes\.companyName is no name; write/],
    [{ clients: { refusals: { numberWords: 'telefone' } } }, /neppo\.clients\.refusals\.numberWords is no list; write/],
    [{ messages: { source: 'stomp' } }, /neppo\.messages\.source is unknown; write webhook or poll/],
    [{ mediaHosts: 'files.example.com' }, /neppo\.mediaHosts is no list of hosts; write/],
    [{ mediaHosts: ['https://files.example.com/'] }, /neppo\.mediaHosts\.0 is no host; write/],
    [{ actions: { refusalCodes: { X: 'nope' } } }, /neppo\.actions\.refusalCodes\.X is no refusal; write/],
    [{ actions: { pauseStatus: ' ' } }, /neppo\.actions\.pauseStatus is no word; write/],
    [{ extra: 1 }, /neppo\.extra is not known; leave it out/],
  ])('a wrong setting is refused with its key, the reason and the mend (%o)', (changed, message) => {
    expect(refusal(changed)).toMatch(message);
  });

  test('codes of refusals join those that are known, and may change what one of them means', () => {
    const { actions } = parseNeppoConfig({ ...settings, actions: { refusalCodes: { BLOCKED: 'not-allowed', NO_OPEN_WINDOW: 'refused' } } });
    expect(actions.refusalCodes).toMatchObject({ BLOCKED: 'not-allowed', NO_OPEN_WINDOW: 'refused', USER_NOT_FOUND: 'client-unknown' });
  });

  test('hosts of files are compared without their capitals', () => {
    expect(parseNeppoConfig({ ...settings, mediaHosts: ['Files.Example.com:8443'] }).mediaHosts).toEqual(['files.example.com:8443']);
  });

  test('ACT-02: no refusal shows a credential', () => {
    expect(refusal({ tenantUrl: 'x', timeoutMs: 'y' })).not.toMatch(/ck-1|cs-1|u-1|pw-1/);
  });
});
