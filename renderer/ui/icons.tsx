const PATHS = {
  projects: 'M4 5h16v14H4zM4 10h16M9 5V3M15 5V3',
  walk: 'M4 6h2M9 6h11M4 12h2M9 12h11M4 18h2M9 18h11',
  board: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  publish: 'M6 3h9l4 4v14H6zM14 3v5h5M9 13h7M9 17h7',
  sync: 'M4 12a8 8 0 0 1 14-5l2 2M20 12a8 8 0 0 1-14 5l-2-2M20 4v5h-5M4 20v-5h5',
  safety: 'M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6zM9 12l2.2 2.2L15.5 10',
  settings: 'M4 7h9M17 7h3M15 5v4M4 17h3M11 17h9M9 15v4M4 12h5M13 12h7M11 10v4',
  photo: 'M4 7h4l2-2h4l2 2h4v12H4zM12 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  file: 'M6 3h9l4 4v14H6zM14 3v5h5',
  alert: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L21 21',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  cross: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  minus: 'M5 12h14',
  undo: 'M8 5L3.5 9.5 8 14M4 9.5h10a6 6 0 0 1 0 12h-3',
  redo: 'M16 5l4.5 4.5L16 14M20 9.5H10a6 6 0 0 0 0 12h3',
  turn: 'M20 5v5h-5M19.4 10A8 8 0 1 0 20 14.5',
  trash: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  edit: 'M4 20l1-4L16 5l3 3L8 19z',
  folder: 'M3 6h6l2 2h10v11H3z',
  away: 'M8 9h8v12H8zM10 9V3h4v6M4 4l16 16',
  laptop: 'M5 5h14v10H5zM2.5 19h19L19 15H5z',
  saved: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.3l2.8 2.8 5.2-5.6',
  saving: 'M12 3a9 9 0 1 0 9 9',
} as const;

export type IconName = keyof typeof PATHS;

/** A line icon in the colour of its text; decorative, so the word beside it carries the meaning. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
