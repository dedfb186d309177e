export { createSystemClock } from './system-clock.ts';
export { createHandClock, type HandClock } from './hand-clock.ts';
export { createSystemIds } from './system-ids.ts';
export { createConsoleTelemetry, type ConsoleTelemetryOptions } from './console-telemetry.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { createSecretBox, hashToken, markKeyOf, sameSecret, type SecretBox, type SecretBoxKeys } from './secret-box.ts';
export { createCallRecorder, type CallRecorder } from './call-recorder.ts';
