/** The module 会商室. */
export function RoomsPage() {
  return null;
}
