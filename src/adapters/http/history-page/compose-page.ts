import type { SystemLine } from '../../../domain/conversation/message.ts';
import { escapeHtml } from '../../../domain/interaction/compose-record.ts';

/** What people read on the page, in their language. */
export interface HistoryPageTexts {
  readonly language: string;
  readonly title: string;
  readonly who: string;
  readonly key: string;
  readonly open: string;
  readonly refused: string;
  readonly missing: string;
  readonly failed: string;
  readonly empty: string;
  readonly loading: string;
  readonly recording: string;
  readonly file: string;
  readonly client: string;
  readonly agent: string;
  readonly bot: string;
  readonly comment: string;
  readonly transfer: string;
  readonly ended: string;
  readonly removed: string;
  /** What the system says, by its kind. */
  readonly lines: Readonly<Record<SystemLine, string>>;
}

/** The page; its texts stand in it as data, so that its script has none. */
export const composePage = (texts: HistoryPageTexts): string => `<!doctype html>
<html lang="${escapeHtml(texts.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(texts.title)}</title>
<link rel="stylesheet" href="/sessions/page.css">
<script type="module" src="/sessions/page.js"></script>
</head>
<body data-texts="${escapeHtml(JSON.stringify(texts))}">
<main>
<h1>${escapeHtml(texts.title)}</h1>
<form id="who">
<label for="key">${escapeHtml(texts.who)}</label>
<input id="key" type="password" autocomplete="off" placeholder="${escapeHtml(texts.key)}" required>
<button>${escapeHtml(texts.open)}</button>
</form>
<p id="note" role="status"></p>
<ol id="lines"></ol>
</main>
</body>
</html>
`;
