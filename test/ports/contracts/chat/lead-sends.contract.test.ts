import { describe, test } from 'vitest';
import { leadSendsContract } from '../../../../src/ports/contracts/index.ts';
import { inMemoryLeadSends, neppoLeadSends } from './lead-send-subjects.ts';

describe('the chat in memory: its lead sends', () => {
  leadSendsContract(test, inMemoryLeadSends);
});
describe('Neppo: its lead sends', () => {
  leadSendsContract(test, neppoLeadSends);
});
