/** Where the hub says what it does. Fields hold ids, codes and counts, never personal data or secrets (HUB-05). */
export interface Telemetry {
  count(name: string, labels?: Readonly<Record<string, string>>): void;
  log(level: 'info' | 'warn' | 'error', event: string, fields?: Readonly<Record<string, string | number>>): void;
}
