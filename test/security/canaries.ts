import { inspect } from 'node:util';
import type { Facts, Span, SpanWish, Telemetry } from '../../src/ports/index.ts';

/** What must turn up nowhere but in a payload: planted wherever something comes in. */
export const CANARIES = {
  name: 'Canarina Inventada',
  phones: ['5511987650011', '11987650011', '1187650011', '551187650011', '(11) 98765-0011', '+55 11 98765-0011', '98765-0011', '987650011'],
  otherPhones: ['5521976540022', '21976540022', '(21) 97654-0022', '97654-0022', '976540022'],
  email: 'canarina.inventada@correio.example',
  cpf: ['52998224725', '529.982.247-25'],
  text: 'o exame deu positivo, não conte a ninguém',
  secrets: ['canary-user-key-5f1c', 'sim-consumer-secret', 'sim-password', 'sim-consumer-key', 'a-secret-key-for-tests-only', 'an-operator-key-for-tests', 'canary-bearer-77aa'],
} as const;

const EVERY: readonly string[] = [CANARIES.name, ...CANARIES.phones, ...CANARIES.otherPhones, CANARIES.email, ...CANARIES.cpf, CANARIES.text, ...CANARIES.secrets];

/** The canaries that sing in a text, each with what stands around it. */
export function singingIn(where: string, text: string, more: readonly string[] = []): readonly string[] {
  const low = text.toLowerCase();
  return [...EVERY, ...more].flatMap((canary) => {
    const at = low.indexOf(canary.toLowerCase());
    return at < 0 ? [] : [`${where}: ${canary} in …${text.slice(Math.max(0, at - 120), at + canary.length + 40)}…`];
  });
}

/** An error as a host may log it: whole, with all that caused it. */
export const written = (error: unknown): string => `${inspect(error, { depth: 12 })} ${JSON.stringify(error)} ${String(error)}`;

export interface Listening {
  readonly telemetry: Telemetry;
  /** Everything that was told, line by line. */
  readonly told: readonly string[];
}

/** Telemetry that writes down all it is told: lines, counters, measurements, traces. */
export function listening(): Listening {
  const told: string[] = [];
  const span: Span = {
    note: (facts) => void told.push(`span ${JSON.stringify(facts)}`),
    failed: (code) => void told.push(`span failed ${code}`),
  };
  return {
    told,
    telemetry: {
      count: (name, labels) => void told.push(`count ${name} ${JSON.stringify(labels)}`),
      observe: (name, value, labels) => void told.push(`observe ${name} ${value} ${JSON.stringify(labels)}`),
      log: (level: string, event: string, fields?: Facts) => void told.push(`log ${level} ${event} ${JSON.stringify(fields)}`),
      span: async <Result>(name: string, wish: SpanWish, work: (span: Span) => Promise<Result>): Promise<Result> => {
        told.push(`span ${name} ${JSON.stringify(wish)}`);
        return await work(span);
      },
    },
  };
}
