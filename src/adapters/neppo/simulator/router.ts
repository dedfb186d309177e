/** A request as the routes see it. */
export interface SimRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  readonly bytes: Uint8Array;
  /** The body read as JSON; undefined when there is none. */
  readonly body: unknown;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** A path with `{name}` for what varies. */
  readonly pattern: string;
  /** What an empty list looks like here; absent where the route is no list. */
  readonly empty?: unknown;
  /** The token endpoint and `/_sim` ask for no bearer. */
  readonly open?: boolean;
  readonly answer: (request: SimRequest) => unknown;
}

export interface Matched {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Finds the route of a request; the first that fits. */
export function createRouter(routes: readonly Route[]): (method: string, path: string) => Matched | undefined {
  const compiled = routes.map((route) => ({ route, match: compile(route.pattern) }));
  return (method, path) => {
    for (const { route, match } of compiled) {
      const params = route.method === method ? match(path) : undefined;
      if (params) return { route, params };
    }
    return undefined;
  };
}

function compile(pattern: string): (path: string) => Record<string, string> | undefined {
  const source = pattern.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const expression = new RegExp(`^${source}/?$`);
  return (path) => {
    const match = expression.exec(path);
    if (!match) return undefined;
    return Object.fromEntries(Object.entries(match.groups ?? {}).map(([name, value]) => [name, decoded(value)]));
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
