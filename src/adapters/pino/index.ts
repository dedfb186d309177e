export { createPino, pinoTelemetry, type PinoLike, type PinoOptions } from './pino-telemetry.ts';
