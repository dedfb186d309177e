import type { Words } from '../words.ts';

export const keys: Words['keys'] = {
  title: 'Keyboard shortcuts',
  singles: 'Use single keys (/ and ?)',
  act: {
    'previous-session': 'Previous conversation', 'next-session': 'Next conversation', 'tab-open': 'In progress', 'tab-closed': 'Ended', 'tab-sent': 'Sent', search: 'Search',
    transfer: 'Transfer', close: 'End and classify', mode: 'Reply or comment', pause: 'Pause or resume', help: 'These shortcuts', back: 'Back or close',
    send: 'Send', line: 'New line', comment: 'Send as a comment',
  },
};
