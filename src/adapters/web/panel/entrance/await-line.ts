/** A way to the page around the panel. Who it is was checked; what passes through it nobody else reads. */
export interface HostLine {
  readonly origin: string;
  readonly port: MessagePort;
}

/**
 * Says hello to the page around the panel, and takes the port that it answers with: from the parent alone, and only where its origin is one
 * of those that the connection allows. The hello carries nothing, so that it may be heard by anybody. The first port is the only one.
 */
export async function awaitLine(allowed: ReadonlySet<string>): Promise<HostLine> {
  return await new Promise((resolve) => {
    function hear({ source, origin, data, ports: [port] }: MessageEvent<unknown>): void {
      if (source !== window.parent) return;
      if (!allowed.has(origin)) return;
      if (data !== 'vinculo:port' || port === undefined) return;
      window.removeEventListener('message', hear);
      resolve({ origin, port });
    }
    window.addEventListener('message', hear);
    window.parent.postMessage('vinculo:hello', '*');
  });
}
