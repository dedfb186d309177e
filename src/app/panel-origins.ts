import type { ConnectionBook } from './use-cases/activation/connection-book.ts';

/** Which pages may hold the panel of a connection (PAN-13), as the settings are at this moment; one that is unknown or not active has none. */
export const createPanelOrigins = (book: Pick<ConnectionBook, 'find'>) => async (connection: string): Promise<readonly string[]> => {
  const found = await book.find(connection);
  return found?.settings.status === 'active' ? found.settings.options.panelOrigins : [];
};
