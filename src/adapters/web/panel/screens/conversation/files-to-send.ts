/** Files that were chosen, dropped or pasted, and go out with the next message. */
export interface FilesToSend {
  readonly chosen: readonly File[];
  add(files: readonly File[]): void;
  remove(file: File): void;
  clear(): void;
}
