/** Resolves after so much real time, whatever the hub's clock shows; keeps no process alive. */
export const patience = async (ms: number): Promise<void> => await new Promise((resolve) => void setTimeout(resolve, ms).unref?.());
