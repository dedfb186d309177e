import type { ComponentChild } from 'preact';
import type { ChatMessage } from '../../../../../domain/conversation/message.ts';
import { Icon } from '../../../kit/icon.tsx';
import { usePanel } from '../../panel-context.ts';
import { AudioPlayer } from './audio-player.tsx';
import { useRowTab } from './row-context.ts';
import { SaidFile } from './said-file.tsx';
import { SaidImage } from './said-image.tsx';
import { SaidText } from './said-text.tsx';
import { SaidVideo } from './said-video.tsx';

/** What a message carries (PAN-11). */
export function Said({ message }: { readonly message: ChatMessage }): ComponentChild {
  const { id, kind, text, media } = message;
  const caption = text === undefined ? null : <SaidText text={text} />;
  switch (kind) {
    case 'audio': return <><AudioPlayer message={id} />{caption}</>;
    case 'image': return <><SaidImage message={id} name={media?.name} caption={text} />{caption}</>;
    case 'video': return <><SaidVideo message={id} name={media?.name} />{caption}</>;
    case 'file': return <><SaidFile message={id} name={media?.name} type={media?.contentType} />{caption}</>;
    case 'location': return <SaidPlace text={text} />;
    case 'contact': return <p class="said-row"><Icon name="user" size="s" />{caption ?? <SaidNothing kind={kind} />}</p>;
    case 'text': case 'interactive': return caption ?? <SaidNothing kind={kind} />;
  }
}

/** A place: what is known of it, and a map where its coordinates are. */
function SaidPlace({ text }: { readonly text: string | undefined }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  const tabIndex = useRowTab();
  const place = /(-?\d{1,2}(?:\.\d+)?), *(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text ?? '');
  return (
    <>
      <p class="said-row"><Icon name="map" size="s" />{text === undefined ? <SaidNothing kind="location" /> : <SaidText text={text} />}</p>
      {place === null ? null : (
        <a class="map" tabIndex={tabIndex} href={`https://www.openstreetmap.org/?mlat=${place[1]}&mlon=${place[2]}#map=17/${place[1]}/${place[2]}`} target="_blank" rel="noopener noreferrer">{words.openMap}</a>
      )}
    </>
  );
}

function SaidNothing({ kind }: { readonly kind: ChatMessage['kind'] }): ComponentChild {
  const { words: { conversation: words } } = usePanel();
  return <i>{words.kind[kind]}</i>;
}
