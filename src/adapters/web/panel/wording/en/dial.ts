import type { Words } from '../words.ts';

export const dial: Words['dial'] = {
  title: 'Call',
  number: 'Number',
  placeholder: 'Type or paste a number',
  erase: 'Erase',
  call: (number) => `Call ${number}`,
  kind: { local: 'Local call.', national: 'National call.', extension: 'Extension.', emergency: 'Emergency.', 'toll-free': 'Free, or at one rate.', foreign: 'International call.' },
  removed: (parts) => `We left out ${new Intl.ListFormat('en').format(parts)}.`,
  cut: { ddi: '+55', trunk: 'the zero', carrier: 'the carrier', ddd: 'the area code, which is yours', extension: 'the extension at the end' },
  problem: {
    empty: 'Type a number.', 'not-a-number': 'This is no number.', 'several-numbers': 'There is more than one number.', 'unknown-ddd': 'There is no such area code.',
    'too-short': 'Digits are missing.', 'too-long': 'There are too many digits.', invalid: 'There is no such number.',
  },
  foreign: 'Check the number: it is of another country, and goes as typed.',
  ninth: (number) => `Use it with the ninth digit: ${number}`,
  softphone: 'The call is placed by your extension; its recording enters the history by itself.',
  transfer: (code) => `During the call, ${code} hands it to another agent`,
  extension: '<extension>',
  unplanned: 'The number could not be checked.',
};
