/** What may be signed, by its name in a template. */
export interface SignedParts {
  readonly body: Uint8Array;
  readonly url: string;
  readonly method: string;
  readonly timestamp?: string;
  readonly id?: string;
  readonly secret?: string;
}

interface Digester {
  update(data: string | Uint8Array): unknown;
}

const NAMED = /(\{(?:body|url|method|timestamp|id|secret)\})/;
const BODY = '{body}';

/** Hands a digester what a template such as `{timestamp}.{body}` stands for; the body goes in as its bytes. */
export function feed(digester: Digester, template: string, parts: SignedParts): void {
  if (template === BODY) {
    digester.update(parts.body);
    return;
  }
  for (const piece of template.split(NAMED)) digester.update(valueOf(piece, parts));
}

function valueOf(piece: string, parts: SignedParts): string | Uint8Array {
  switch (piece) {
    case BODY:
      return parts.body;
    case '{url}':
      return parts.url;
    case '{method}':
      return parts.method;
    case '{timestamp}':
      return parts.timestamp ?? '';
    case '{id}':
      return parts.id ?? '';
    case '{secret}':
      return parts.secret ?? '';
    default:
      return piece;
  }
}
