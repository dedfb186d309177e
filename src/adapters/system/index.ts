export { createSystemClock } from './system-clock.ts';
export { createHandClock, type HandClock } from './hand-clock.ts';
export { createSystemIds } from './system-ids.ts';
export { createConsoleTelemetry, type ConsoleTelemetry, type ConsoleTelemetryOptions } from './console-telemetry.ts';
export { createSecretBox, hashToken, sameSecret, type SecretBox } from './secret-box.ts';
export { createCallRecorder, type CallRecorder } from './call-recorder.ts';
