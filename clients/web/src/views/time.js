// @ts-check
const DAY_MS = 86_400_000;

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'long' });
const shortWeekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const date = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const longDate = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'long', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });

/** @param {string} iso */
export const timeOfDay = (iso) => clock.format(new Date(iso));
/** @param {string} iso */
export const fullTime = (iso) => full.format(new Date(iso));

/** Days between two moments by the calendar. @param {Date} then @param {Date} now */
function daysAgo(then, now) {
  const midnight = (/** @type {Date} */ day) => new Date(day.getFullYear(), day.getMonth(), day.getDate()).getTime();
  return Math.round((midnight(now) - midnight(then)) / DAY_MS);
}

/** For lists: as short as it can be said. @param {string} iso */
export function shortTime(iso, now = new Date()) {
  const then = new Date(iso);
  const days = daysAgo(then, now);
  if (days <= 0) return clock.format(then);
  if (days === 1) return 'Yesterday';
  return days < 7 ? shortWeekday.format(then) : date.format(then);
}

/** The line between two days. @param {string} iso */
export function dayName(iso, now = new Date()) {
  const then = new Date(iso);
  const days = daysAgo(then, now);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  return days < 7 ? weekday.format(then) : longDate.format(then);
}

/** @param {string} a @param {string} b */
export const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();

/** @param {import('../../../js/types.js').Presence|null} presence */
export function presenceText(presence, now = new Date()) {
  if (!presence) return '';
  if (presence.status !== 'offline') return { online: 'Online', away: 'Away', busy: 'Busy' }[presence.status];
  if (!presence.lastSeenAt) return 'Offline';
  const minutes = Math.floor((now.getTime() - new Date(presence.lastSeenAt).getTime()) / 60_000);
  if (minutes < 1) return 'Last seen just now';
  if (minutes < 60) return `Last seen ${minutes} min ago`;
  return `Last seen ${shortTime(presence.lastSeenAt, now).toLowerCase()}`;
}
