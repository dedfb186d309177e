import type { ComponentChild } from 'preact';

/** The product's mark. */
export const Mark = (): ComponentChild => (
  <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="9" />
    <path d="M9 9.5v5.2a4.3 4.3 0 0 0 8.6 0V13" />
    <path class="other" d="M23 22.5v-5.2a4.3 4.3 0 0 0-8.6 0V19" />
  </svg>
);
