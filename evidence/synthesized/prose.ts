import { tagProperties } from '../../clouds/clouds.js';

/** Properties that people write for people; no service reads them. */
const written = /^(\/\/|comments?|(group|alarm|role)?_?description|display_?name|documentation|email_subject|justification|title)$/i;
/** The same in the body of a dashboard: text widgets, and names of lines. */
const shownOnDashboard = /^(markdown|label)$/;

/**
 * Whether a path, as `strings` writes it, leads to text that says nothing to a machine: a description, a name that is shown, a comment,
 * a tag, or what the resource itself is called. Everything else may be a place.
 */
export function isProse(path: string): boolean {
  const keys = path.split('.').map((key) => key.replace(/\[\d+\]$/, ''));
  if (keys[0] === 'DashboardBody' && shownOnDashboard.test(keys.at(-1) ?? '')) return true;
  return keys.some((key) => written.test(key)) || tagProperties.includes(keys[0] ?? '') || path === 'Name' || path === 'name';
}
