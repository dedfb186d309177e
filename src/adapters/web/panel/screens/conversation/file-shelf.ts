/** A file of a message as the browser can show it. The address lives as long as somebody uses it. */
export interface ShelvedFile {
  readonly url: string;
  readonly type: string;
  readonly size: number;
}

/** A file that somebody uses. */
export interface TakenFile {
  readonly file: Promise<ShelvedFile>;
  giveBack(): void;
}

/** Files of one conversation, fetched once each: rows come and go while somebody scrolls. */
export interface FileShelf {
  take(message: string): TakenFile;
  /** Revokes all addresses. */
  close(): void;
}

interface Shelved {
  readonly file: Promise<ShelvedFile>;
  users: number;
}

/** Fewer than would be noticed, more than are seen at once. */
const MOST_UNUSED = 24;

/** @param open - asks the hub for the file of a message. */
export function createFileShelf(open: (message: string) => Promise<Response>): FileShelf {
  const shelf = new Map<string, Shelved>();
  let isClosed = false;

  const throwAway = ({ file }: Shelved): void => {
    void file.then(({ url }) => URL.revokeObjectURL(url), () => {});
  };

  function tidy(): void {
    const unused = [...shelf].filter(([, { users }]) => users === 0);
    for (const [message, shelved] of unused.slice(0, Math.max(0, unused.length - MOST_UNUSED))) {
      shelf.delete(message);
      throwAway(shelved);
    }
  }

  return {
    take(message) {
      const shelved = shelf.get(message) ?? { file: fetched(open, message), users: 0 };
      shelved.users++;
      // Set anew, so that what was used last is thrown away last.
      shelf.delete(message);
      shelf.set(message, shelved);
      shelved.file.then(() => {
        if (isClosed) throwAway(shelved);
      }, () => {
        // The next one who asks, asks the hub again.
        if (shelf.get(message) === shelved) shelf.delete(message);
      });
      return {
        file: shelved.file,
        giveBack() {
          shelved.users--;
          tidy();
        },
      };
    },
    close() {
      isClosed = true;
      for (const shelved of shelf.values()) throwAway(shelved);
      shelf.clear();
    },
  };
}

/** The hub names a type only where nothing can run in it; whatever else is bytes. */
async function fetched(open: (message: string) => Promise<Response>, message: string): Promise<ShelvedFile> {
  const blob = await (await open(message)).blob();
  return { url: URL.createObjectURL(blob), type: blob.type, size: blob.size };
}
