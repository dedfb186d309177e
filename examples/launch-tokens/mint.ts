/** What the page is answered: a token that opens the panel once, within 60 seconds, or why there is none. */
export interface Minted {
  readonly status: 200 | 403 | 404 | 502;
  readonly body: { readonly token: string; readonly origin: string } | { readonly text: string; readonly errors?: readonly object[] };
}

/** @param agent - the e-mail of whoever is signed in with you: never what the browser says it is. */
export async function mintLaunchToken(agent: string): Promise<Minted> {
  const { VINCULO_URL = 'http://127.0.0.1:8787', VINCULO_KEY = '', PANEL_ORIGIN = 'https://app.example.com.br' } = process.env;
  const answer = await fetch(`${VINCULO_URL}/v1/launch-tokens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${VINCULO_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ connection: 'acme', agent, origin: PANEL_ORIGIN }),
    signal: AbortSignal.timeout(10_000),
  }).catch(() => undefined);
  const told = parseAnswer(await answer?.text().catch(() => undefined));
  if (answer?.ok === true && told.token !== undefined) return { status: 200, body: { token: told.token, origin: PANEL_ORIGIN } };
  // 409: no integrated agent, or the panel may not sit in this page. The errors name what is missing: the panel shows them to the agent.
  if (answer?.status === 409) return { status: 403, body: { text: told.detail ?? '', errors: told.errors ?? [] } };
  // The connection is not there, or the key does not reach it; the text names it.
  if (answer?.status === 404) return { status: 404, body: { text: told.detail ?? '' } };
  return { status: 502, body: { text: 'The hub does not answer as it should.' } };
}

interface Answer {
  readonly token?: string;
  readonly detail?: string;
  readonly errors?: readonly object[];
}

const parseAnswer = (text = '{}'): Answer => JSON.parse(text) as Answer;
