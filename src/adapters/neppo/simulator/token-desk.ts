import { createHash } from 'node:crypto';
import { gatewayFault, SimulatorRefusal } from './refusal.ts';
import type { Settings } from './store.ts';

/** What Neppo's screen "Neppo Token API" hands out. */
export interface NeppoCredentials {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly username: string;
  readonly password: string;
}

const LIFETIME_SECONDS = 3600;

/** Mints tokens, of which only the last is alive: a second user of the credential shuts the first one out. */
export interface TokenDesk {
  /** @throws {@link SimulatorRefusal} 401 for a wrong consumer, 400 for a wrong user, password or refresh token. */
  readonly mint: (authorization: string | undefined, form: URLSearchParams) => Readonly<Record<string, unknown>>;
  /** @throws {@link SimulatorRefusal} 401 with the gateway's fault 900901 (or 900902 without a token). */
  readonly check: (authorization: string | undefined) => void;
}

export function createTokenDesk(credentials: NeppoCredentials, settings: Settings, seed: number, now: () => number): TokenDesk {
  const { consumerKey, consumerSecret, username, password } = credentials;
  const basic = Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64');
  const tokenOf = (kind: string, count: number): string =>
    createHash('sha256').update(`${seed}:${kind}:${count}:${consumerKey}`).digest('hex').slice(0, 32);

  const renew = (): Readonly<Record<string, unknown>> => {
    const count = settings.next('tokens');
    settings.set('token', tokenOf('access', count));
    settings.set('refreshToken', tokenOf('refresh', count));
    settings.set('tokenExpires', now() + LIFETIME_SECONDS * 1000);
    return {
      access_token: settings.text('token'),
      refresh_token: settings.text('refreshToken'),
      scope: 'default',
      token_type: 'Bearer',
      expires_in: LIFETIME_SECONDS,
    };
  };
  return {
    mint: (authorization, form) => {
      if (!sameScheme(authorization, 'Basic', basic)) throw refused(401, 'invalid_client', 'Client Authentication failed.');
      const grant = form.get('grant_type');
      if (grant === 'password') {
        if (form.get('username') === username && form.get('password') === password) return renew();
        throw refused(400, 'invalid_grant', 'Authentication failed for the user.');
      }
      if (grant !== 'refresh_token') throw refused(400, 'unsupported_grant_type', `Unsupported grant_type value: ${grant}`);
      if (form.get('refresh_token') === settings.text('refreshToken')) return renew();
      throw refused(400, 'invalid_grant', 'Persisted access token data not found');
    },
    check: (authorization) => {
      if (!authorization) throw gatewayFault(401, 900902, 'Missing Credentials', 'Required OAuth credentials not provided');
      const alive = now() < settings.number('tokenExpires');
      const token = settings.text('token');
      if (token !== undefined && alive && sameScheme(authorization, 'Bearer', token)) return;
      throw gatewayFault(401, 900901, 'Invalid Credentials', 'Access failure for API: the token is invalid, replaced or expired');
    },
  };
}

const sameScheme = (header: string | undefined, scheme: string, value: string): boolean => {
  const [given, ...rest] = (header ?? '').split(' ');
  return given?.toLowerCase() === scheme.toLowerCase() && rest.join(' ').trim() === value;
};

const refused = (status: number, error: string, description: string): SimulatorRefusal =>
  new SimulatorRefusal(status, description, { error, error_description: description });
