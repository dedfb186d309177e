import type { Words } from '../../wording/words.ts';
import type { Standing } from './standing.ts';

/** Why what only the attending agent does is not done now; `undefined` where it may be. */
export function barredBecause({ because }: Words['conversation'], standing: Standing): string | undefined {
  switch (standing.is) {
    case 'open': case 'window-shut': case 'voice': return undefined;
    case 'another': return because.another(standing.name);
    case 'nobody': return because.nobody;
    case 'ended': return because.ended;
    case 'removed': return standing.reason === 'closed' ? because.ended : because.gone;
  }
}
