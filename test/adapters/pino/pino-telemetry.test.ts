import { expect, test } from 'vitest';
import { createPino, pinoTelemetry } from '../../../src/adapters/pino/index.ts';

function written(level?: 'warn' | 'silent') {
  const lines: string[] = [];
  const telemetry = pinoTelemetry(createPino({ write: (line) => lines.push(line), ...(level && { level }) }));
  return { telemetry, lines };
}

test('each event is one line of JSON, with nothing of the machine in it', () => {
  const { telemetry, lines } = written();
  telemetry.log('warn', 'delivery.worked', { delivery: 'd1', attempts: 2 });
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0] ?? '')).toEqual({
    level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as unknown, event: 'delivery.worked', delivery: 'd1', attempts: 2,
  });
  expect(lines[0]).toMatch(/^[^\n]+\n$/);
});

test('the line keeps its own fields when an event has some of the same name', () => {
  const { telemetry, lines } = written();
  telemetry.log('error', 'broken', { level: 'info', event: 'fine', time: 'never', code: 'x' });
  expect(lines[0]?.match(/"level"|"event"|"time"/g)).toHaveLength(3);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ level: 'error', event: 'broken', code: 'x' });
});

test('what is not worth a line is left out', () => {
  const { telemetry, lines } = written('warn');
  telemetry.log('info', 'delivery.worked');
  telemetry.log('warn', 'connection.not-prepared');
  expect(lines).toHaveLength(1);
});

test('it can be silent', () => {
  const { telemetry, lines } = written('silent');
  telemetry.log('error', 'broken');
  expect(lines).toEqual([]);
});

test("a host's own logger is written to as it is", () => {
  const told: unknown[] = [];
  const write = (level: string) => (fields: object, message: string) => void told.push([level, fields, message]);
  pinoTelemetry({ info: write('info'), warn: write('warn'), error: write('error') }).log('warn', 'account-held-back', { account: 'ploomes:x' });
  expect(told).toEqual([['warn', { account: 'ploomes:x' }, 'account-held-back']]);
});
