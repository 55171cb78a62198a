const LENGTH_S = 0.7;
const PITCH_HZ = 660;
/** Well below the loudest: nobody is to be startled. */
const LOUDNESS = 0.2;

/** Plays a short tone, so that one hears which loudspeaker is used. @param deviceId null is the system's own */
export async function playTestTone(deviceId: string | null): Promise<void> {
  const context = new AudioContext();
  try {
    const outlet = context.createMediaStreamDestination();
    const gain = context.createGain();
    // Faded out, so that it ends without a click.
    gain.gain.setValueAtTime(LOUDNESS, context.currentTime);
    gain.gain.linearRampToValueAtTime(0, context.currentTime + LENGTH_S);
    const tone = new OscillatorNode(context, { frequency: PITCH_HZ });
    tone.connect(gain).connect(outlet);
    const player = new Audio();
    player.srcObject = outlet.stream;
    if ('setSinkId' in player && deviceId !== null) await player.setSinkId(deviceId);
    await player.play();
    const ended = new Promise((resolve) => tone.addEventListener('ended', resolve, { once: true }));
    tone.start();
    tone.stop(context.currentTime + LENGTH_S);
    await ended;
    player.srcObject = null;
  } finally {
    await context.close();
  }
}
