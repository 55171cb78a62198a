const texts = {
  'problem.microphone.denied': '麦克风被禁止使用，您可以收听但不能发言。请在浏览器地址栏左侧允许使用麦克风。',
  'problem.microphone.missing': '没有找到麦克风，您可以收听但不能发言。',
  'problem.microphone.busy': '麦克风正被其他程序占用，请关闭后重试。',
  'problem.microphone.insecure': '当前网址不安全，浏览器不允许使用麦克风。请使用 https 地址。',
  'problem.microphone.failed': '麦克风未能打开，请重试。',
  'problem.camera.denied': '摄像头被禁止使用，其他人看不到您。请在浏览器地址栏左侧允许使用摄像头。',
  'problem.camera.missing': '没有找到摄像头，其他人看不到您，仍可收看和发言。',
  'problem.camera.busy': '摄像头正被其他程序占用，请关闭后重试。',
  'problem.camera.insecure': '当前网址不安全，浏览器不允许使用摄像头。请使用 https 地址。',
  'problem.camera.failed': '摄像头未能打开，请重试。',
  'device.audioinput': '麦克风',
  'device.videoinput': '摄像头',
  'device.audiooutput': '扬声器',
  'device.default': '系统默认',
} as const;

export default texts;
