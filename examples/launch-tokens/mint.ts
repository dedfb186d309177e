/** What the page is answered: a token that opens the panel once, within 60 seconds, or why there is none. */
export interface Minted {
  readonly status: 200 | 403 | 502;
  readonly body: { readonly token: string; readonly origin: string } | { readonly text: string };
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
  // 409: no integrated agent, or the panel may not sit in this page. The text says what to do, and is for an administrator.
  return answer?.status === 409 ? { status: 403, body: { text: told.detail ?? '' } } : { status: 502, body: { text: 'The hub does not answer as it should.' } };
}

const parseAnswer = (text = '{}'): { readonly token?: string; readonly detail?: string } => JSON.parse(text) as { token?: string; detail?: string };
