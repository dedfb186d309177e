import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMs, decideEcho, initialEchoes, instantOf, rememberWrite, type EchoMemory, type OwnWrite } from '../../../src/domain/index.ts';

const start = instantOf(Date.UTC(2026, 4, 4, 17));
const write = (values: OwnWrite['values'], minutes = 0, subject = 'chat-client:7'): OwnWrite => ({ subject, values, at: addMs(start, minutes * 60_000) });
const outcomes = (memory: EchoMemory, seen: readonly OwnWrite[]): readonly string[] => {
  let now = memory;
  return seen.map((each) => {
    const decision = decideEcho(now, each);
    now = decision.memory;
    return decision.outcome;
  });
};

describe('SYN-08: our own writes coming back', () => {
  const ana = { name: 'Ana', email: 'ana@exemplo.test' };

  test('are recognised by value, and once', () => {
    const memory = rememberWrite(initialEchoes, write(ana));
    expect(outcomes(memory, [write(ana, 1), write(ana, 1)])).toEqual(['echo', 'outside-edit']);
  });

  test('an absent value is an empty one', () => {
    expect(outcomes(rememberWrite(initialEchoes, write(ana)), [write({ ...ana, cpf: '' })])).toEqual(['echo']);
  });

  test('a row that reads differently in any field is somebody’s edit, and counted as a near miss', () => {
    const decision = decideEcho(rememberWrite(initialEchoes, write(ana)), write({ ...ana, cpf: '52998224725' }, 1));
    expect(decision).toMatchObject({ outcome: 'near-miss', memory: { nearMisses: 1 } });
    expect(decideEcho(decision.memory, write(ana, 2)).outcome).toBe('echo');
  });

  test('AGT-05: another row, or another side of it, is not ours', () => {
    const memory = rememberWrite(initialEchoes, write({ agents: 'ana' }, 0, 'portfolio:7'));
    expect(outcomes(memory, [write({ agents: 'ana' }, 1, 'portfolio:8'), write({ agents: 'ana' }, 1, 'portfolio:7')])).toEqual(['outside-edit', 'echo']);
  });

  test('of two writes the later one is read, and the earlier one is awaited no more', () => {
    const memory = rememberWrite(rememberWrite(initialEchoes, write({ name: 'A' })), write(ana, 1));
    expect(outcomes(memory, [write(ana, 2), write(ana, 2)])).toEqual(['echo', 'outside-edit']);
    expect(outcomes(memory, [write({ name: 'A' }, 2), write(ana, 2)])).toEqual(['echo', 'echo']);
  });

  test('an echo that never came is not waited for', () => {
    const memory = rememberWrite(initialEchoes, write(ana));
    expect(outcomes(memory, [write(ana, 11)])).toEqual(['outside-edit']);
    expect(rememberWrite(memory, write(ana, 11)).awaited).toHaveLength(1);
  });

  test('SYN-08: no write is taken for an echo more often than it was made', () => {
    const row = fc.record({ subject: fc.constantFrom('a', 'b'), name: fc.constantFrom('x', 'y'), own: fc.boolean() });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        let memory = initialEchoes;
        const count = { written: 0, echoes: 0, nearMisses: 0 };
        for (const { subject, name, own } of rows) {
          if (own) {
            memory = rememberWrite(memory, write({ name }, 0, subject));
            count.written += 1;
            continue;
          }
          const decision = decideEcho(memory, write({ name }, 0, subject));
          memory = decision.memory;
          if (decision.outcome === 'echo') count.echoes += 1;
          if (decision.outcome === 'near-miss') count.nearMisses += 1;
        }
        expect(count.echoes + memory.awaited.length).toBeLessThanOrEqual(count.written);
        expect(memory.nearMisses).toBe(count.nearMisses);
      }),
    );
  });
});
