import type { LaterWords } from '../words.ts';
import { conversation } from './conversation.ts';
import { dial } from './dial.ts';
import { keys } from './keys.ts';
import { paperwork } from './paperwork.ts';
import { sends } from './sends.ts';

/** What every other screen shows. */
export const later: LaterWords = { conversation, paperwork, sends, dial, keys };
