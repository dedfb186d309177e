import { hotmartSale } from './two-kilobytes.ts';

/** By which Hotmart's deliveries are known to be its own. */
export const HOTTOK = 'hottok-of-the-bench';

/** A purchase as Hotmart tells of it, 2 kB long. Each number is another purchase, of another person. */
export function purchaseOf(number: number): string {
  const { buyer } = hotmartSale.data;
  const { document: _, ...person } = buyer;
  return JSON.stringify({
    ...hotmartSale,
    id: `purchase-${number}`,
    data: {
      ...hotmartSale.data,
      buyer: { ...person, name: `Ana Souza ${number}`, email: `ana.souza.${number}@example.com`, checkout_phone: `119${String(80_000_000 + number)}` },
    },
  });
}
