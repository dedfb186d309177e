import { describe, test } from 'vitest';
import { activeSendsContract } from '../../../../src/ports/contracts/index.ts';
import { inMemorySends, neppoSends } from './send-subjects.ts';

describe('the chat in memory: its active sends', () => {
  activeSendsContract(test, inMemorySends);
});
describe('Neppo: its active sends', () => {
  activeSendsContract(test, neppoSends);
});
