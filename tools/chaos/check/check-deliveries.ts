import type { LostDelivery, TakenDeliveries } from '../taken-deliveries.ts';
import type { SetAside, StoreRows } from './store-rows.ts';

/** What the database tells of all deliveries, once nothing is on its way any more. */
export interface DeliveryFindings {
  readonly stored: number;
  readonly fromOutside: number;
  /** Answered with 2xx, and not in the store. */
  readonly lost: readonly LostDelivery[];
  /** Without a named end. */
  readonly unended: number;
  readonly unendedOnes: Readonly<Record<string, number>>;
  /** Begun before the one before it in its lane had ended, or ended before it. */
  readonly outOfOrder: number;
  /** Some of them. */
  readonly outOfOrderOnes: readonly string[];
  readonly setAside: readonly SetAside[];
  /** From the acceptance of an outside delivery to its end. */
  readonly latencyMs: { readonly p50: number; readonly p99: number; readonly worst: number };
}

const SHOWN = 20;

export async function checkDeliveries(rows: StoreRows, taken: TakenDeliveries): Promise<DeliveryFindings> {
  await rows.bodies(({ connection, body, times }) => taken.find(connection, body, times));
  const outOfOrderOnes: string[] = [];
  const latencies: number[] = [];
  let [stored, fromOutside, unended, outOfOrder] = [0, 0, 0, 0];
  let [lane, endedBefore] = [-1, ''];
  await rows.deliveries((row) => {
    stored += 1;
    if (row.endedAt === null) unended += 1;
    if (row.source === 'neppo' || row.source === 'ploomes') {
      fromOutside += 1;
      if (row.endedAt !== null && row.firstTriedAt !== null) latencies.push(Date.parse(row.endedAt) - Date.parse(row.receivedAt));
    }
    if (row.lane !== lane) [lane, endedBefore] = [row.lane, ''];
    if (row.firstTriedAt === null || row.endedAt === null) return; // set aside at the door, or not ended
    if (row.firstTriedAt < endedBefore) outOfOrder += 1;
    if (row.firstTriedAt < endedBefore && outOfOrderOnes.length < SHOWN) {
      outOfOrderOnes.push(`${row.connection}, lane ${row.lane}: number ${row.seq} (${row.id}) was begun at ${row.firstTriedAt}, and the one before it ended at ${endedBefore}`);
    }
    endedBefore = row.endedAt;
  });
  latencies.sort((a, b) => a - b);
  const at = (share: number): number => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? 0;
  return {
    stored, fromOutside, lost: taken.lost(), unended, unendedOnes: await rows.unended(), outOfOrder, outOfOrderOnes, setAside: await rows.setAside(),
    latencyMs: { p50: at(0.5), p99: at(0.99), worst: at(1) },
  };
}
