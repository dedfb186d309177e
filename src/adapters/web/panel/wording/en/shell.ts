import type { Words } from '../words.ts';

export const shell: Words['shell'] = {
  title: 'Conversations',
  minimize: 'Minimize',
  back: 'Back',
  close: 'Close',
  cancel: 'Cancel',
  tryAgain: 'Try again',
  tryNow: 'Try now',
  loading: 'Loading',
  offline: 'No connection.',
  reconnecting: 'Reconnecting…',
  showingUntil: (time) => `Showing what came until ${time}. What you write is kept, and goes out when the connection is back.`,
  failed: 'This could not be loaded.',
};
