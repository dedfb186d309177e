import type { portugueseErrors, ReasonTexts } from './portuguese-reasons.ts';

/** Why a delivery waits or was set aside. */
export const englishReasons: ReasonTexts = {
  'account-blocked': 'account on hold: the outside system refused or did not answer',
  'connection-inactive': 'the connection is deactivated; goes on once it is active again',
  'card-may-still-land': 'the card may still reach the CRM',
  'card-not-believable': "the CRM's answer about the card cannot be believed",
  'contact-may-still-land': 'the contact may still reach the CRM',
  'contact-not-believable': "the CRM's answer about the contact cannot be believed",
  'record-may-still-land': 'the interaction record may still reach the CRM',
  'record-not-believable': "the CRM's answer about the record cannot be believed",
  'contact-missing': 'the contact is no longer in the CRM',
  conflict: 'changed by other work at the same time',
  config: 'a setting cannot be used',
  defect: 'a defect of Vínculo',
  input: 'input refused',
  'entity-unknown': 'unknown entity',
  'message-version-unknown': 'stored by another version of Vínculo',
  'payload-malformed': 'unreadable content',
  'plan-version-unknown': 'plan stored by another version of Vínculo',
  'session-version-unknown': 'session stored by another version of Vínculo',
  'subject-missing': 'the content does not say whom it concerns',
  'port.ambiguous': 'whether it happened is unknown; look in the CRM',
  'port.conflict': 'changed by somebody else at the same time',
  'port.drifted': 'answer in an unexpected form',
  'port.missing': 'no longer in the outside system',
  'port.refused': 'refused by the outside system',
  'port.throttled': 'request limit reached',
  'port.timed-out': 'no answer in time',
  'port.unauthorized': 'credential refused',
  'port.unreachable': 'outside system down',
};

/** The errors of the library that a command may end with. */
export const englishErrors: typeof portugueseErrors = {
  'config.credential-missing': 'a credential is missing',
  'config.database-in-use': 'another process uses the database',
  'config.database-newer': 'a newer version of Vínculo wrote the database',
  'config.database-unusable': 'the file cannot be opened as a database',
  'input.connection-exists': 'there is a connection of this id already',
  'input.connection-id-invalid': 'the id of the connection cannot be used',
  'input.group-mapped-twice': 'an attendance group is mapped to more than one funnel',
  'input.hook-token-invalid': 'the token of a webhook address cannot be used',
  'input.options-invalid': 'an option of the connection cannot be used',
};
