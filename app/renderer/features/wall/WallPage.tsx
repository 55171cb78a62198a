/** The module 电视墙. */
export function WallPage() {
  return null;
}
