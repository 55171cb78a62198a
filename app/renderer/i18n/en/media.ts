import type zh from '../zh-CN/media.ts';

const texts = {
  'problem.microphone.denied': 'The microphone is blocked: you can listen but not speak. Allow it beside the address bar.',
  'problem.microphone.missing': 'No microphone was found: you can listen but not speak.',
  'problem.microphone.busy': 'Another program uses the microphone; close it and try again.',
  'problem.microphone.insecure': 'The browser gives no microphone to an insecure address; use the https one.',
  'problem.microphone.failed': 'The microphone could not be opened; please try again.',
  'problem.camera.denied': 'The camera is blocked: others cannot see you. Allow it beside the address bar.',
  'problem.camera.missing': 'No camera was found: others cannot see you; you can still watch and speak.',
  'problem.camera.busy': 'Another program uses the camera; close it and try again.',
  'problem.camera.insecure': 'The browser gives no camera to an insecure address; use the https one.',
  'problem.camera.failed': 'The camera could not be opened; please try again.',
  'device.audioinput': 'Microphone',
  'device.videoinput': 'Camera',
  'device.audiooutput': 'Loudspeaker',
  'device.default': 'System default',
} as const satisfies Record<keyof typeof zh, string>;

export default texts;
