import type { HistoryWords } from './portuguese-history.ts';

/** The page of a session's whole history, in English. */
export const englishHistory: HistoryWords = {
  title: 'History of the session', who: 'Who is there? Give an access key for this connection.', key: 'access key', open: 'Open',
  refused: 'This key does not open this history. Check it, or ask the administrator for one.', missing: 'There is no such session, or no such file, within reach of this key.',
  failed: 'It cannot be read now. Try again in a moment.', empty: 'Nothing was said in this session.', loading: 'Reading…',
  recording: 'Recording of the call', file: 'File', client: 'Client', agent: 'Agent', bot: 'Bot', comment: 'Internal comment',
  transfer: 'Transferred', ended: 'Ended', removed: 'Message deleted',
  lines: {
    transferred: 'Transferred', queued: 'In the queue', ended: 'Ended', 'ended-by-inactivity': 'Ended by inactivity', 'bot-began': 'The bot began', 'bot-ended': 'The bot ended',
    'message-removed': 'Message deleted', other: 'System',
  },
};
