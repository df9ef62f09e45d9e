import { signal } from '@preact/signals';

type Theme = 'dark' | 'light';

/** Dark as Discord is at first, unless the system asks for light or somebody has chosen. */
export const theme = signal<Theme>(initial());

/** Puts the theme onto the page. */
export function applyTheme(): void {
  document.documentElement.dataset['theme'] = theme.value;
}

/** Changes to the other theme and remembers it. */
export function toggleTheme(): void {
  theme.value = theme.value === 'dark' ? 'light' : 'dark';
  localStorage.setItem('theme', theme.value);
  applyTheme();
}

function initial(): Theme {
  const chosen = localStorage.getItem('theme');
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}
