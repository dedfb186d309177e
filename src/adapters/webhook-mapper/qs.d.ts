/** The part of `qs` in use; the package brings no types. */
declare module 'qs' {
  interface ParseOptions {
    readonly plainObjects: boolean;
    readonly depth: number;
    readonly parameterLimit: number;
    readonly arrayLimit: number;
    readonly decoder: (encoded: string) => string;
  }
  const qs: { parse(text: string, options: ParseOptions): Readonly<Record<string, unknown>> };
  export = qs;
}
