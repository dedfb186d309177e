/** What is told while something is being read: it may be newer than what is read, and goes on top of it. */
export interface Meanwhile<News> {
  tell(news: News): void;
  during<Read>(read: () => Promise<Read>): Promise<{ readonly read: Read; readonly told: readonly News[] }>;
}

export function createMeanwhile<News>(): Meanwhile<News> {
  const listening = new Set<News[]>();
  return {
    tell(news) {
      for (const told of listening) told.push(news);
    },
    async during(read) {
      const told: News[] = [];
      listening.add(told);
      try {
        return { read: await read(), told };
      } finally {
        listening.delete(told);
      }
    },
  };
}

/** Does one thing after another; what fails holds up nothing. */
export function createTurns(): <Value>(act: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve();
  return async (act) => {
    const turn = last.then(act);
    last = turn.catch(() => {});
    return await turn;
  };
}
