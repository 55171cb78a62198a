/** Drawn here because the guest's page must not load the console's icon set. 24×24, stroked. */
const PATHS = {
  mic: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11v1a7 7 0 0 0 14 0v-1M12 19v3',
  micOff: 'M9 9v3a3 3 0 0 0 4.500 2.600M15 11V6a3 3 0 0 0-5.800-1M5 11v1a7 7 0 0 0 11 5.700M19 11v1a7 7 0 0 1-.6 2.800M12 19v3M3 3l18 18',
  camera: 'M4 6h10a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2ZM16 11l6-4v10l-6-4',
  cameraOff: 'M10 6h4a2 2 0 0 1 2 2v4M16 16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2M16 11l6-4v10l-3-2M3 3l18 18',
  screen: 'M3 4h18v12H3ZM8 20h8M12 16v4M12 13V7.500M9.500 10 12 7.500l2.500 2.500',
  hand: 'M7 12V6.500a1.500 1.500 0 0 1 3 0V11M10 11V4.500a1.500 1.500 0 0 1 3 0V11M13 11V5.500a1.500 1.500 0 0 1 3 0V12M16 12V8.500a1.500 1.500 0 0 1 3 0V15a7 7 0 0 1-7 7c-3 0-4.500-1.500-6-4l-2.200-4.200a1.600 1.600 0 0 1 2.700-1.700L7 13',
  leave: 'M14 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h8M10 12h11M17 8l4 4-4 4',
  people: 'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM2 21v-1a6 6 0 0 1 14 0v1M16 3.500a4 4 0 0 1 0 7.200M18 14.500a6 6 0 0 1 4 5.500v1',
  chat: 'M4 4h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1V5a1 1 0 0 1 1-1Z',
  plus: 'M12 5v14M5 12h14',
  close: 'M5 5l14 14M19 5 5 19',
  copy: 'M9 9h11v11H9ZM5 15H4V4h11v1',
  chevron: 'M9 5l7 7-7 7',
  search: 'M10.500 18a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15ZM16 16l5 5',
  gear: 'M12 15.500a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7ZM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2',
  monitor: 'M4 8l12-4 2 6-12 4ZM9 13l1 4h4M4 20v-8',
  expand: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
  chart: 'M4 20h16M7 16v-4M12 16V6M17 16v-7',
  refresh: 'M20 11a8 8 0 1 0-2.300 6M20 5v6h-6',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
