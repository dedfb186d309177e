import { useSignal } from '@preact/signals';
import type { ComponentChild } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../../../kit/icon.tsx';
import { usePanel } from '../../panel-context.ts';
import { FileUnavailable } from './file-unavailable.tsx';
import { useRowTab } from './row-context.ts';
import { useFile } from './use-file.ts';

const SPEEDS = [1, 1.5, 2] as const;

/** An audio of the conversation: it is fetched when it is first listened to. */
export function AudioPlayer({ message }: { readonly message: string }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  const tabIndex = useRowTab();
  const wanted = useSignal(0);
  const file = useFile(message, wanted.value).value;
  const audio = useRef<HTMLAudioElement>(null);
  const isPlaying = useSignal(false);
  const at = useSignal(0);
  const length = useSignal(0);
  const isBroken = useSignal(false);
  const speed = useSignal<(typeof SPEEDS)[number]>(1);

  useEffect(() => {
    if (file.is === 'there') void audio.current?.play().catch(() => {});
  }, [file.is]);

  function toggle(): void {
    const player = audio.current;
    if (file.is !== 'there' || isBroken.value) {
      isBroken.value = false;
      wanted.value++;
    } else if (player?.paused === true) void player.play().catch(() => {});
    else player?.pause();
  }

  function faster(): void {
    speed.value = SPEEDS[(SPEEDS.indexOf(speed.value) + 1) % SPEEDS.length] ?? 1;
    if (audio.current !== null) audio.current.playbackRate = speed.value;
  }

  const times = words.times(format.number(speed.value));
  if (file.is === 'failed' || isBroken.value) return <FileUnavailable onRetry={toggle} />;
  return (
    <div class="audio">
      <button type="button" class="pl" tabIndex={tabIndex} aria-label={isPlaying.value ? words.pauseAudio : words.listen} aria-busy={file.is === 'loading'} onClick={toggle}>
        <Icon name={isPlaying.value ? 'pause' : 'play'} size="s" />
      </button>
      <input
        class="track" type="range" tabIndex={tabIndex} min={0} max={length.value || 1} step={0.1} value={at.value} disabled={length.value === 0} aria-label={words.position}
        aria-valuetext={format.duration(at.value * 1_000)}
        onInput={({ currentTarget }) => {
          if (audio.current !== null) audio.current.currentTime = currentTarget.valueAsNumber;
        }}
      />
      {length.value === 0 ? null : <span class="len">{format.duration((isPlaying.value || at.value > 0 ? at.value : length.value) * 1_000)}</span>}
      <button type="button" class="sp" tabIndex={tabIndex} aria-label={words.speed(times)} onClick={faster}>{times}</button>
      {file.is !== 'there' ? null : (
        <audio
          ref={audio} src={file.file.url} preload="metadata"
          onError={() => {
            isBroken.value = true;
          }}
          onPlay={({ currentTarget }) => {
            currentTarget.playbackRate = speed.value;
            isPlaying.value = true;
          }}
          onPause={() => {
            isPlaying.value = false;
          }}
          onTimeUpdate={({ currentTarget }) => {
            at.value = currentTarget.currentTime;
          }}
          // What a browser recorded itself does not tell its length before its end.
          onDurationChange={({ currentTarget: { duration } }) => {
            length.value = Number.isFinite(duration) ? duration : 0;
          }}
        />
      )}
    </div>
  );
}
