// What this browser remembers of its reader's taste. Nothing about the fleet is kept.

const THEME = 'globohub.theme';
const COLUMNS = 'globohub.columns';
const SHORTCUTS = 'globohub.shortcuts';

export const prefs = {
  /** `system`, `light` or `dark`. */
  get theme() {
    return localStorage.getItem(THEME) ?? 'system';
  },
  set theme(value) {
    localStorage.setItem(THEME, value);
    applyTheme();
  },
  get columns() {
    return localStorage.getItem(COLUMNS)?.split(',') ?? null;
  },
  set columns(value) {
    localStorage.setItem(COLUMNS, value.join(','));
  },
  get shortcuts() {
    return localStorage.getItem(SHORTCUTS) !== 'off';
  },
  set shortcuts(value) {
    localStorage.setItem(SHORTCUTS, value ? 'on' : 'off');
  },
};

export function applyTheme() {
  const theme = prefs.theme;
  document.documentElement.classList.toggle('light', theme === 'light');
  document.documentElement.classList.toggle('dark', theme === 'dark');
  window.dispatchEvent(new Event('themechange'));
}

/** Calls back whenever colours may have changed, by the switch or by the system. Returns how to stop. */
export function onTheme(listener) {
  const system = matchMedia('(prefers-color-scheme: dark)');
  window.addEventListener('themechange', listener);
  system.addEventListener('change', listener);
  return () => {
    window.removeEventListener('themechange', listener);
    system.removeEventListener('change', listener);
  };
}
