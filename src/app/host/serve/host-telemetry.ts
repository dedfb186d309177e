import type { Telemetry } from '../../../ports/index.ts';

/** The least that is worth a line of the log. */
export const LOG_LEVELS = ['info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/**
 * Logs as lines of JSON on the error stream, and traces for whatever OpenTelemetry SDK was loaded before (`node --import`). Loaded only
 * by a hub that stays up: every other command starts sooner without.
 */
export async function createHostTelemetry(level: LogLevel): Promise<Telemetry> {
  const [{ createPino, pinoTelemetry }, { openTelemetryTracing }] = await Promise.all([
    import('../../../adapters/pino/index.ts'), import('../../../adapters/opentelemetry/index.ts'),
  ]);
  return { ...pinoTelemetry(createPino({ level })), ...openTelemetryTracing() };
}
