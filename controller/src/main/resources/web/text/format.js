// Numbers and times as people read them.

import { clock } from '../store/clock.js';

const number = new Intl.NumberFormat('en');
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];

export const count = (value) => (value === null || value === undefined ? '–' : number.format(value));

/** "1 host", "12 hosts". */
export const many = (value, one, several = `${one}s`) => `${count(value)} ${value === 1 ? one : several}`;

export function bytes(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  let unit = 0;
  let rest = value;
  while (rest >= 1024 && unit < UNITS.length - 1) {
    rest /= 1024;
    unit++;
  }
  return `${rest >= 100 || unit === 0 ? Math.round(rest) : rest.toFixed(1)} ${UNITS[unit]}`;
}

export const percent = (ratio, digits = 0) =>
  ratio === null || ratio === undefined || Number.isNaN(ratio) ? '–' : `${(ratio * 100).toFixed(digits)} %`;

/** "8 s", "3 min 12 s", "2 h 5 min", "4 d 3 h". */
export function duration(seconds) {
  if (seconds === null || seconds === undefined || Number.isNaN(seconds)) {
    return '–';
  }
  if (seconds < 10) {
    return `${seconds < 0.095 ? Math.round(seconds * 100) / 100 : Math.round(seconds * 10) / 10} s`;
  }
  const whole = Math.round(seconds);
  if (whole < 60) {
    return `${whole} s`;
  }
  if (whole < 3600) {
    return two(Math.floor(whole / 60), 'min', whole % 60, 's');
  }
  if (whole < 86_400) {
    return two(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min');
  }
  return two(Math.floor(whole / 86_400), 'd', Math.floor((whole % 86_400) / 3600), 'h');
}

const two = (big, bigUnit, small, smallUnit) =>
  small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;

/** How long ago, coarse: it is read at a glance. */
export function ago(at) {
  if (!at) {
    return 'never';
  }
  const seconds = Math.max(0, (clock.now() - Date.parse(at)) / 1000);
  if (seconds < 60) {
    return `${Math.floor(seconds)} s ago`;
  }
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} min ago`;
  }
  if (seconds < 86_400) {
    return `${Math.floor(seconds / 3600)} h ago`;
  }
  return `${Math.floor(seconds / 86_400)} d ago`;
}

export const until = (at) => Math.max(0, (Date.parse(at) - clock.now()) / 1000);

const pad = (value) => String(value).padStart(2, '0');

/** Local wall clock, `14:03:11`. */
export function wallTime(at) {
  const date = new Date(at);
  return `${pad(date.getHours())}:${pad(date.getMinutes())}:${pad(date.getSeconds())}`;
}

/** `2026-11-24 14:03:11`, local. */
export function absolute(at) {
  const date = new Date(at);
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())} ${wallTime(at)}`;
}

/** A moment from an address or a field, as an instant; null when it is none. */
export function instantOf(text) {
  const millis = text ? Date.parse(text) : NaN;
  return Number.isNaN(millis) ? null : new Date(millis).toISOString();
}

/** An instant as a field for local date and time takes it. */
export const localInput = (at) => absolute(at).replace(' ', 'T');

/** Versions the way people order them: 1.10 after 1.9. */
export const byVersion = new Intl.Collator('en', { numeric: true }).compare;
