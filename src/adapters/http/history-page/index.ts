import type { Hono } from 'hono';
import { answerText } from '../answer.ts';
import { composePage, type HistoryPageTexts } from './compose-page.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

export type { HistoryPageTexts } from './compose-page.ts';

/** Nothing but the page's own script runs, and it asks nobody but the hub; no other page may put it in a frame. */
const GUARDS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src blob:; media-src blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/**
 * The page behind a record's link to the full history (SES-06). It holds nothing itself and looks the same for any session, known or not: it asks
 * who is there, and reads the history with the key that it is given. The key stays in the page's memory.
 */
export function addHistoryPage(app: Hono, texts: HistoryPageTexts): void {
  const page = composePage(texts);
  app.get('/sessions/page.js', () => answerText(SCRIPT, 'text/javascript; charset=utf-8', 200, GUARDS));
  app.get('/sessions/page.css', () => answerText(STYLE, 'text/css; charset=utf-8', 200, GUARDS));
  app.get('/sessions/:connection/:protocol', () => answerText(page, 'text/html; charset=utf-8', 200, GUARDS));
}
