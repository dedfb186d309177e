import type { ComponentChild } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { useNow } from '../../../kit/clock.ts';
import { IconButton } from '../../../kit/parts/icon-button.tsx';
import { usePanel } from '../../panel-context.ts';
import { createRecorder } from './recorder.ts';

/** Records an audio for the client: it goes out when the recording is ended, and not when it is discarded. */
export function RecordButton({ onRecorded }: { readonly onRecorded: (file: File) => void }): ComponentChild {
  const { state, words: { conversation: words }, format } = usePanel();
  const recorder = useMemo(() => createRecorder((begunAt) => words.recordedName(format.time(begunAt).replaceAll(':', '-'))), []);
  useEffect(() => () => recorder.drop(), []);

  async function begin(): Promise<void> {
    if (await recorder.begin() === 'denied') state.toast(words.microphoneDenied, 'failed');
  }

  async function end(): Promise<void> {
    const file = await recorder.end();
    if (file !== undefined) onRecorded(file);
  }

  const since = recorder.since.value;
  if (since === undefined) return <IconButton icon="mic" label={words.record} onClick={() => void begin()} />;
  return (
    <span class="rec">
      <IconButton icon="trash" label={words.dropRecording} onClick={() => recorder.drop()} />
      <Recorded since={since} />
      <IconButton icon="check" label={words.stopRecording} onClick={() => void end()} />
    </span>
  );
}

function Recorded({ since }: { readonly since: number }): ComponentChild {
  const { words: { conversation: words }, format } = usePanel();
  return <span role="timer">{words.recordingNow(format.clock(useNow(1_000).value - since))}</span>;
}
