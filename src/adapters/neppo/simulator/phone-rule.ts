const DDDS = new Set(
  (
    '11 12 13 14 15 16 17 18 19 21 22 24 27 28 31 32 33 34 35 37 38 41 42 43 44 45 46 47 48 49 51 53 54 55 ' +
    '61 62 63 64 65 66 67 68 69 71 73 74 75 77 79 81 82 83 84 85 86 87 88 89 91 92 93 94 95 96 97 98 99'
  ).split(' '),
);

const BRAZILIAN = /^55(\d{2})(\d{8,9})$/;

/** Neppo's own check: DDI 55 wants a real DDD and 8 or 9 digits; any other number 7 to 15 digits. */
export function isPhoneAccepted(digits: string): boolean {
  if (!digits.startsWith('55')) return /^\d{7,15}$/.test(digits);
  const ddd = BRAZILIAN.exec(digits)?.[1];
  return ddd !== undefined && DDDS.has(ddd);
}

const MOBILE_WITH_NINTH = /^55([3-9]\d)9([6-9]\d{7})$/;

/** The number as WhatsApp knows it: accounts of DDD 31 and above mostly lack the ninth digit. */
export const waIdOf = (digits: string): string => digits.replace(MOBILE_WITH_NINTH, '55$1$2');

export const digitsOf = (text: string): string => text.replace(/\D/g, '');
