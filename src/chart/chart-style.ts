/** The picture brings its own dark card, so that it reads the same on Discord's dark and light backgrounds. */
export const COLORS = {
  card: '#232530',
  text: '#f2f3f5',
  faint: '#b5bac1',
  grid: '#3d404d',
  before: '#5b6aa8',
  now: '#a5b4ff',
  cap: '#ff8a75',
} as const;

export const FONT_FAMILY = 'Lato';

/** Discord shows the picture at about half its width: 22 is read as 12. */
export const FONT_SIZE = 22;
