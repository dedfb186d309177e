const NAMED_CHANNELS = ['voice', 'whatsapp', 'email', 'webchat', 'instagram', 'messenger'] as const;

/** The way a conversation reaches the company. A channel that we have no word for keeps its own name. */
export type Channel =
  | { readonly kind: (typeof NAMED_CHANNELS)[number] }
  | { readonly kind: 'other'; readonly name: string };

/** What an agent reads: the channel's own name where it is not one of ours. */
export const channelLabel = (channel: Channel): string => (channel.kind === 'other' ? channel.name : channel.kind);
