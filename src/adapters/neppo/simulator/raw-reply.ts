/** An answer that is no JSON: the bytes of a file, or a way to it. */
export class RawReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;

  constructor(status: number, headers: Readonly<Record<string, string>>, bytes: Uint8Array) {
    this.status = status;
    this.headers = headers;
    this.bytes = bytes;
  }
}
