import { signal, type ReadonlySignal } from '@preact/signals';

/** Records what the agent says, as a file. */
export interface Recorder {
  /** Milliseconds since 1970; absent while nothing is recorded. */
  readonly since: ReadonlySignal<number | undefined>;
  /** `denied`: the browser, the agent or the page around the panel gives no microphone. */
  begin(): Promise<'recording' | 'denied'>;
  /** The file of what was said, or nothing when nothing was. */
  end(): Promise<File | undefined>;
  drop(): void;
}

/** What WhatsApp plays comes first; browsers know some of them only. */
const TYPES = [['audio/ogg;codecs=opus', 'ogg'], ['audio/mp4', 'm4a'], ['audio/webm;codecs=opus', 'webm']] as const;

/** Whether this browser can record at all. */
export const canRecord = (): boolean => typeof MediaRecorder === 'function' && 'mediaDevices' in navigator && typeOfRecording() !== undefined;

const typeOfRecording = (): (typeof TYPES)[number] | undefined => TYPES.find(([type]) => MediaRecorder.isTypeSupported(type));

/** @param nameOf - names a recording that began at a moment. */
export function createRecorder(nameOf: (begunAt: number) => string): Recorder {
  const since = signal<number | undefined>(undefined);
  let asked = 0;
  let running: { readonly recorder: MediaRecorder; readonly pieces: Blob[] } | undefined;

  function release(): void {
    asked++;
    if (running !== undefined) letGo(running.recorder.stream);
    running = undefined;
    since.value = undefined;
  }

  return {
    since,
    async begin() {
      const [type] = typeOfRecording() ?? [];
      if (type === undefined || running !== undefined) return 'denied';
      const mine = ++asked;
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true }).catch(() => undefined);
      if (stream === undefined) return 'denied';
      // Whoever was asked for the microphone may have left meanwhile.
      if (mine !== asked) {
        letGo(stream);
        return 'recording';
      }
      const pieces: Blob[] = [];
      const recorder = new MediaRecorder(stream, { mimeType: type });
      recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
      running = { recorder, pieces };
      recorder.start(1_000);
      since.value = Date.now();
      return 'recording';
    },
    async end() {
      const begunAt = since.value;
      if (running === undefined || begunAt === undefined) return undefined;
      const { recorder, pieces } = running;
      const stopped = new Promise((resolve) => {
        recorder.addEventListener('stop', resolve, { once: true });
      });
      recorder.stop();
      await stopped;
      release();
      const [, ending = ''] = typeOfRecording() ?? [];
      const [type = ''] = recorder.mimeType.split(';');
      return pieces.length === 0 ? undefined : new File(pieces, `${nameOf(begunAt)}.${ending}`, { type });
    },
    drop: release,
  };
}

function letGo(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
