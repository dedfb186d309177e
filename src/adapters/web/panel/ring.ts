const NOTE_HZ = 660;
const NOTE_S = 0.18;
const LOUDNESS = 0.08;

/** A short, low tone; a file would cost more than its sound. Browsers allow it once somebody has touched the page; where none can be made, nothing is heard. */
export function createRing(): () => void {
  let context: AudioContext | undefined;
  return () => {
    try {
      context ??= new AudioContext();
      play(context);
    } catch {
      // No sound device, or too many of them in use: what is told goes on.
    }
  };
}

function play(context: AudioContext): void {
  const [tone, loudness] = [context.createOscillator(), context.createGain()];
  const begins = context.currentTime;
  tone.frequency.value = NOTE_HZ;
  loudness.gain.setValueAtTime(LOUDNESS, begins);
  loudness.gain.exponentialRampToValueAtTime(0.001, begins + NOTE_S);
  tone.connect(loudness).connect(context.destination);
  tone.start(begins);
  tone.stop(begins + NOTE_S);
}
