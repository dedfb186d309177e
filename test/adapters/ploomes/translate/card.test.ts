import { describe, expect, test } from 'vitest';
import { parsePloomesConfig } from '../../../../src/adapters/ploomes/index.ts';
import { cardBody, translateCard } from '../../../../src/adapters/ploomes/translate/card.ts';
import { dealRow } from '../../../../src/adapters/ploomes/wire/deal.ts';
import type { CardRequest } from '../../../../src/ports/index.ts';

const { cardStates } = parsePloomesConfig({ userKey: 'k' });
const row = { Id: 52, Title: 'Ana', ContactId: 41, PersonId: null, PipelineId: 10, StatusId: 1, CreateDate: '2026-05-04T14:03:00.5-03:00' };
const read = (columns: object) => translateCard(dealRow.parse({ ...row, ...columns }), cardStates);

describe("a row of Ploomes' deals becomes a card", () => {
  test('with its moment in UTC', () => {
    expect(read({})).toEqual({
      id: '52', funnelId: '10', clientId: '41', title: 'Ana', createdAt: '2026-05-04T17:03:00.500Z', state: 'open',
    });
  });

  test.each([{ StatusId: 1, state: 'open' }, { StatusId: 2, state: 'won' }, { StatusId: 3, state: 'lost' }])('status $StatusId is $state', ({ StatusId, state }) => {
    expect(read({ StatusId }).state).toBe(state);
  });

  test('one that lost its client is known by its person', () => {
    expect(read({ ContactId: null, PersonId: 42 })).toMatchObject({ clientId: '42', personId: '42' });
  });

  test.each([
    { columns: { StatusId: 9 }, where: 'StatusId' },
    { columns: { CreateDate: 'yesterday' }, where: 'CreateDate' },
    { columns: { ContactId: null }, where: 'ContactId' },
  ])('one of which no sense can be made is drift, and names the column $where', ({ columns, where }) => {
    expect(() => read(columns)).toThrow(expect.objectContaining({ code: 'port.drifted' }));
    expect(() => read(columns)).toThrow(new RegExp(where));
  });
});

describe('a card to open becomes a row', () => {
  const request = { funnelId: '10', clientId: '40', title: 'Aurora', marker: 'm1' } as CardRequest;

  test('CRD-18: it names no stage, so that it stands in the first one', () => {
    expect(cardBody(request, 'deal_KEY')).toEqual({
      Title: 'Aurora', PipelineId: 10, ContactId: 40, OtherProperties: [{ FieldKey: 'deal_KEY', StringValue: 'm1' }],
    });
  });

  test('CRD-08: person and owner where they are known', () => {
    expect(cardBody({ ...request, personId: '41', ownerId: '7' } as CardRequest, 'deal_KEY')).toMatchObject({ PersonId: 41, OwnerId: 7 });
  });

  test('an id that Ploomes cannot have given is refused before anything is sent', () => {
    expect(() => cardBody({ ...request, clientId: 'ana' } as CardRequest, 'k')).toThrow(expect.objectContaining({ code: 'port.refused', mayHaveHappened: 'no' }));
  });
});
