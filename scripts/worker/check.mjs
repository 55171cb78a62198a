// Started on the project's Node with a worker binary as argument: exits with 0 when mediasoup can work with it,
// which takes more than a program that starts. A router and a transport use what a bad link would break first.
import { createWorker } from 'mediasoup';

const worker = await createWorker({ workerBin: process.argv[2] ?? '', logLevel: 'none' });
const router = await worker.createRouter({ mediaCodecs: [{ kind: 'audio', mimeType: 'audio/opus', clockRate: 48_000, channels: 2 }] });
const transport = await router.createWebRtcTransport({ listenInfos: [{ protocol: 'udp', ip: '127.0.0.1' }] });
if (transport.dtlsParameters.fingerprints.length === 0) throw new Error('The worker made no DTLS certificate.');
worker.close();
