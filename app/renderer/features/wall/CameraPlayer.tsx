/** One camera's picture with its state in words. */
export function CameraPlayer({ cameraId }: { cameraId: string }) {
  return <div data-camera-id={cameraId} />;
}
