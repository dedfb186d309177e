import { DeskProblem, type LaunchToken } from '../../../../client/index.ts';
import { entranceTexts } from '../wording/entrance-texts.ts';
import type { HostLine } from './await-line.ts';
import { parseLaunchBody, type FromPanel, type LaunchAnswer, type PanelLocale } from './messages.ts';

/** Asks the page around the panel for launch tokens. */
export interface Launching {
  launch(): Promise<LaunchToken>;
  heard(n: number, answer: LaunchAnswer): void;
}

/** One question is open at a time: whoever asks again has given the one before up. A token is handed on at once, and kept nowhere. */
export function createLaunching(line: Promise<HostLine>, locale: () => PanelLocale): Launching {
  let asked = 0;
  let answered = (_answer: LaunchAnswer): void => {};
  return {
    async launch() {
      if (window.parent === window) throw new DeskProblem({ status: 403, kind: 'not-embedded', text: entranceTexts[locale()].alone });
      const { origin, port } = await line;
      const n = ++asked;
      const answer = await new Promise<LaunchAnswer>((resolve) => {
        answered = resolve;
        port.postMessage({ t: 'token', n } satisfies FromPanel);
      });
      return { token: tokenIn(answer, entranceTexts[locale()].refused), origin };
    },
    heard(n, answer) {
      if (n === asked) answered(answer);
    },
  };
}

/** @throws {@link DeskProblem} with the status, the text and the conditions that the host's back end told. */
function tokenIn(answer: LaunchAnswer, refused: string): string {
  if ('token' in answer) return answer.token;
  const { status, body = '' } = answer;
  const { token, kind = 'launch-failed', text = refused, errors } = parseLaunchBody(body);
  const isGood = status >= 200 && status < 300;
  if (isGood && token !== undefined) return token;
  // A good answer without a token may be a proxy's; it is asked again, as after a network that broke.
  throw new DeskProblem({ status: isGood ? 0 : status, kind, text, errors });
}
