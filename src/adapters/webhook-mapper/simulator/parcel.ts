/** A request of a platform, about to go out. Names of headers are in lower case. */
export interface Parcel {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export const withHeaders = (parcel: Parcel, headers: Readonly<Record<string, string>>): Parcel => ({ ...parcel, headers: { ...parcel.headers, ...headers } });

/** Puts a parameter at the end of the query, whether there is one or not. */
export const withQuery = (parcel: Parcel, name: string, value: string): Parcel => ({
  ...parcel, url: `${parcel.url}${parcel.url.includes('?') ? '&' : '?'}${name}=${encodeURIComponent(value)}`,
});

/** Makes a request prove where it comes from, with a secret and at a moment. */
export type Signer = (parcel: Parcel, secret: string, atMs: number) => Parcel;
