import type { MediaReading } from '../../ports/conversations.ts';
import { PortFailure } from '../../ports/failures.ts';
import type { OpenedStream, StreamClient } from '../ky/index.ts';
import { contradiction } from './failures.ts';
import type { NeppoConfig } from './neppo-config.ts';

/** Opens a file by the address that a message told; `undefined` for one that is gone. */
export type OpenFile = (ref: string, range?: string) => Promise<MediaReading | undefined>;

interface FileOpenerNeeds {
  readonly files: StreamClient;
  /** Calls with the live token, and once more with a new one where it was refused. */
  readonly withToken: <Answer>(call: (token: string) => Promise<Answer>) => Promise<Answer>;
}

const ROUTE = 'GET file of a conversation';
/** A file's address sends on to a store of files once, now and then twice. */
const MOST_WAYS = 3;

/**
 * Messages are written by strangers, and an address in one may lead anywhere: only the chat's own hosts and those of the settings
 * are asked, and the credential goes to the chat's own alone. Where one of these sends on, that is followed without it; whether
 * an address is public at all is seen to when it is connected to.
 */
export function createFileOpener({ tenantUrl, gatewayUrl, mediaHosts }: NeppoConfig, { files, withToken }: FileOpenerNeeds): OpenFile {
  const own = [tenantUrl, gatewayUrl].map((address) => new URL(address).origin);

  const ask = (address: URL, range: string | undefined, credential: 'shown' | 'kept'): Promise<OpenedStream> => {
    const open = (headers: Readonly<Record<string, string>>): Promise<OpenedStream> =>
      files.open({ address, route: ROUTE, host: own.includes(address.origin) ? 'own' : 'others', headers: { accept: '*/*', ...(range === undefined ? {} : { range }), ...headers } });
    return credential === 'shown' ? withToken((token) => open({ authorization: `Bearer ${token}` })) : open({});
  };

  return async (ref, range) => {
    let address = addressOf(ref, tenantUrl);
    if (address === undefined || !(own.includes(address.origin) || mediaHosts.includes(address.host))) throw strangeHost();
    for (let ways = 0; ways <= MOST_WAYS; ways += 1) {
      const opened = await ask(address, range, ways === 0 && own.includes(address.origin) ? 'shown' : 'kept');
      if (opened.found === 'nothing') return undefined;
      if (opened.found === 'bytes') return readingOf(opened);
      address = isWebAddress(opened.address) ? opened.address : undefined;
      if (address === undefined) throw strangeHost();
    }
    throw contradiction(ROUTE, `location (sent on more than ${MOST_WAYS} times)`);
  };
}

/** Some tenants tell the path alone. */
function addressOf(ref: string, tenantUrl: string): URL | undefined {
  if (!URL.canParse(ref, `${tenantUrl}/`)) return undefined;
  const address = new URL(ref, `${tenantUrl}/`);
  return isWebAddress(address) ? address : undefined;
}

const isWebAddress = ({ protocol, username, password }: URL): boolean => /^https?:$/.test(protocol) && username + password === '';

function readingOf({ headers, body }: Extract<OpenedStream, { found: 'bytes' }>): MediaReading {
  const [contentType, length, contentRange] = ['content-type', 'content-length', 'content-range'].map((name) => headers.get(name));
  // A body that came packed is unpacked on the way: its length is another one then.
  const told = headers.get('content-encoding') === null && /^\d{1,15}$/.test(length ?? '') ? { length: Number(length) } : {};
  return { body, ...told, ...(contentType ? { contentType } : {}), ...(contentRange ? { contentRange } : {}) };
}

const strangeHost = (): PortFailure =>
  new PortFailure('port.refused', 'The file was not asked for, since its host is not one of the chat; add it to mediaHosts where it is.');
