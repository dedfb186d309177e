import { effect } from '@preact/signals';
import { expect, test } from 'vitest';
import { createAnnouncer } from '../../../src/adapters/web/kit/announcer.tsx';

/** An announcer on a clock that is wound by hand, and what was said by it, with the moment. */
function createStage() {
  let at = 10_000;
  let timers: readonly { readonly at: number; readonly act: () => void }[] = [];
  const announcer = createAnnouncer({ now: () => at, later: (ms, act) => { timers = [...timers, { at: at + ms, act }]; } });
  const said: [number, string][] = [];
  const alarmed: [number, string][] = [];
  effect(() => { if (announcer.polite.value.turn > 0) said.push([at - 10_000, announcer.polite.value.text]); });
  effect(() => { if (announcer.assertive.value.turn > 0) alarmed.push([at - 10_000, announcer.assertive.value.text]); });
  const wait = (ms: number): void => {
    const until = at + ms;
    for (let due = timers.find((timer) => timer.at <= until); due !== undefined; due = timers.find((timer) => timer.at <= until)) {
      const now = due;
      timers = timers.filter((timer) => timer !== now);
      at = Math.max(at, now.at);
      now.act();
    }
    at = until;
  };
  return { announcer, said, alarmed, wait };
}

test('the first word is said at once', () => {
  const { announcer, said } = createStage();
  announcer.say('Marina: bom dia');
  expect(said).toEqual([[0, 'Marina: bom dia']]);
});

test('what comes within a second and a half waits, and becomes one (E3)', () => {
  const { announcer, said, wait } = createStage();
  const several = { group: 'marina', text: (count: number) => `${count} novas de Marina` };
  announcer.say('Marina: um', 'polite', several);
  wait(300);
  for (const text of ['dois', 'três', 'quatro']) announcer.say(`Marina: ${text}`, 'polite', several);
  announcer.say('Você está em pausa.');
  wait(1_199);
  expect(said).toHaveLength(1);
  wait(1);
  expect(said.slice(1)).toEqual([[1_500, '3 novas de Marina. Você está em pausa.']]);
});

test('one alone of a group is said as it is', () => {
  const { announcer, said, wait } = createStage();
  announcer.say('um');
  announcer.say('Rafael: oi', 'polite', { group: 'rafael', text: (count) => `${count} novas` });
  wait(1_500);
  expect(said.at(-1)).toEqual([1_500, 'Rafael: oi']);
});

test('in any minute no more than forty-one are said, whatever comes', () => {
  const { announcer, said, wait } = createStage();
  for (let nth = 0; nth < 600; nth++) {
    announcer.say(`palavra ${nth}`);
    wait(100);
  }
  expect(said.length).toBeLessThanOrEqual(41);
  for (const [nth, [at]] of said.entries()) expect(at - (said[nth - 1]?.[0] ?? -1_500)).toBeGreaterThanOrEqual(1_500);
  wait(1_500);
  expect(said.flatMap(([, text]) => text.split('. '))).toHaveLength(600);
});

test('what cannot wait is said at once, and makes nothing else wait', () => {
  const { announcer, said, alarmed, wait } = createStage();
  announcer.say('um');
  wait(100);
  announcer.say('Mensagem não enviada', 'assertive');
  announcer.say('Mensagem não enviada', 'assertive');
  expect(alarmed).toEqual([[100, 'Mensagem não enviada'], [100, 'Mensagem não enviada']]);
  wait(2_000);
  announcer.say('dois');
  expect(said).toEqual([[0, 'um'], [2_100, 'dois']]);
});
