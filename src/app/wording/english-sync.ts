import type { portugueseSync } from './portuguese-sync.ts';

/** The same in English; a missing text does not compile. */
export const englishSync: Told<typeof portugueseSync> = {
  help: {
    about: 'The customer base on both sides: synchronise, watch, settle.',
    start: 'Begins a synchronisation. One that goes on already is shown instead.',
    dryRun: 'only show what would be done, and wait for `sync confirm`',
    first: 'first synchronisation (without it: a reconciliation, what webhooks missed)',
    status: 'Shows the last synchronisation, or the one that is named.',
    watch: 'Watches it to its end: a progress bar on a terminal, a line for each change elsewhere.',
    pause: 'Pauses. What was begun is finished.',
    resume: 'Goes on after a pause.',
    cancel: 'Cancels. What was written stays.',
    confirm: 'Lets it go on with what was shown or asked.',
    problems: 'Lists the contacts that could not be synchronised.',
    conflicts: 'Lists the contacts that have the same phone number.',
    connection: 'connection, by its id',
    run: 'number of the synchronisation (without it: the last one)',
  },
  state: { running: 'running', paused: 'paused', asking: 'waits for a go-on', ended: 'done', cancelled: 'cancelled' },
  phase: {
    contacts: 'reading the contacts of Ploomes', 'chat-clients': 'reading the clients of Neppo', agents: 'reading portfolios',
    'chat-clients-gone': 'checking clients that did not show', 'contacts-gone': 'checking contacts that did not show',
    compare: 'comparing and writing', unlink: 'unlinking', finish: 'finishing',
  },
  none: 'Nothing was ever synchronised in this connection',
  begin: 'Begin one: `vinculo sync start`.',
  noProblems: 'No problems.',
  noConflicts: 'No open conflicts.',
  line: (number, stateText, phaseText) => `Synchronisation ${number}: ${stateText} (${phaseText})`,
  counts: (done, total, failed) => `${done} of ${total} contacts, ${failed} with a problem`,
  pace: (perMinute, left) => `${perMinute} a minute, ${left} left`,
  asks: (unlinks) => `Waits for a go-on: ${unlinks} links would be undone. Look at the plan and use \`vinculo sync confirm\`.`,
  trouble: (code) => `It stopped by itself (${code}). Mend the cause and use \`vinculo sync resume\`.`,
  columns: { contact: 'contact', code: 'reason', at: 'since', id: 'conflict', kept: 'has the client', other: 'has the number too' },
};

type Told<Texts> = { readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Texts[Key] extends (...given: never) => string ? Texts[Key] : Told<Texts[Key]> };
