import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSecretBox } from '../../../src/adapters/system/index.ts';
import { createAnswerOnce } from '../../../src/app/use-cases/answer-once.ts';
import type { KeptAnswer } from '../../../src/ports/index.ts';
import { openMemoryStore, type Opened } from '../../adapters/sqlite/open-store.ts';

const REQUEST = { sender: 'ana', key: 'click-1', fingerprint: 'replay d1' };
const ANSWER: KeptAnswer = { status: 200, headers: {}, body: '{"done":1}' };
const box = createSecretBox('a-secret-key-for-tests-only');
const always = (): boolean => true;

let store: Opened;
beforeEach(async () => {
  store = await openMemoryStore();
});
afterEach(async () => await store.dispose());

const requests = (patienceMs = 2_000) => createAnswerOnce({ answers: store.answers, clock: store.clock, box, patienceMs });

describe('a request with a key', () => {
  test('is carried out once, however many times it is sent at the same moment, and answered alike', async () => {
    let done = 0;
    const act = async (): Promise<KeptAnswer> => {
      done += 1;
      await new Promise((resolve) => setTimeout(resolve, 120));
      return ANSWER;
    };
    const { answer } = requests();
    const outcomes = await Promise.all(Array.from({ length: 5 }, async () => await answer(REQUEST, act, always)));
    expect(done).toBe(1);
    expect(outcomes.map((outcome) => outcome.outcome === 'answered' && outcome.answer)).toEqual(Array.from({ length: 5 }, () => ANSWER));
    expect(outcomes.filter((outcome) => outcome.outcome === 'answered' && outcome.again === 'no')).toHaveLength(1);
  });

  test('is not waited for longer than patience lasts', async () => {
    const held = Promise.withResolvers<KeptAnswer>();
    const { answer } = requests(100);
    const first = answer(REQUEST, async () => await held.promise, always);
    expect(await answer(REQUEST, async () => ANSWER, always)).toEqual({ outcome: 'under-way' });
    held.resolve(ANSWER);
    expect(await first).toMatchObject({ outcome: 'answered' });
  });

  test('may be sent again after it failed, and is carried out then', async () => {
    const { answer } = requests();
    await expect(answer(REQUEST, async () => await Promise.reject(new Error('down')), always)).rejects.toThrow('down');
    expect(await answer(REQUEST, async () => ANSWER, always)).toMatchObject({ outcome: 'answered', again: 'no' });
  });

  test('is carried out anew when its answer was not final', async () => {
    const { answer } = requests();
    const failed = { ...ANSWER, status: 503 };
    const isFinal = ({ status }: KeptAnswer): boolean => status < 500;
    expect(await answer(REQUEST, async () => failed, isFinal)).toMatchObject({ answer: failed });
    expect(await answer(REQUEST, async () => ANSWER, isFinal)).toMatchObject({ answer: ANSWER, again: 'no' });
  });

  test('is refused when its key was used for another one', async () => {
    const { answer } = requests();
    await answer(REQUEST, async () => ANSWER, always);
    expect(await answer({ ...REQUEST, fingerprint: 'replay d2' }, async () => ANSWER, always)).toEqual({ outcome: 'another-request' });
  });

  test('is begun again a minute after the process ended that had begun it', async () => {
    void requests().answer(REQUEST, async () => await new Promise(() => undefined), always);
    expect(await requests(0).answer(REQUEST, async () => ANSWER, always)).toEqual({ outcome: 'under-way' });
    store.clock.advance(60_000);
    expect(await requests().answer(REQUEST, async () => ANSWER, always)).toMatchObject({ outcome: 'answered', again: 'no' });
  });
});
