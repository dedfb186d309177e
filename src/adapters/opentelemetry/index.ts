export { openTelemetryTracing, type OpenTelemetryOptions } from './tracing.ts';
