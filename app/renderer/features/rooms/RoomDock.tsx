/** The room in progress, as the dock shows it whatever module is open. */
export function RoomDock() {
  return null;
}
