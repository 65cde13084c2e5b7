/** How JSON differs from what it has to be, value by value, each as the end of a sentence. Order counts in lists, and in objects it does not. */
export function* jsonDifferences(wanted: unknown, found: unknown, path = ''): Iterable<string> {
  if (Array.isArray(wanted) && Array.isArray(found)) {
    for (let index = 0; index < Math.max(wanted.length, found.length); index++) {
      const at = `${path}[${index}]`;
      if (index >= found.length) yield `lacks ${at}. Needed: ${shown(wanted[index])}.`;
      else if (index >= wanted.length) yield `has ${at} ${shown(found[index])}. Allowed: none.`;
      else yield* jsonDifferences(wanted[index], found[index], at);
    }
    return;
  }
  if (isObject(wanted) && isObject(found)) {
    for (const key of [...new Set([...Object.keys(wanted), ...Object.keys(found)])].sort()) {
      const at = path === '' ? key : `${path}.${key}`;
      if (!Object.hasOwn(found, key)) yield `lacks ${at}. Needed: ${shown(wanted[key])}.`;
      else if (!Object.hasOwn(wanted, key)) yield `has ${at} ${shown(found[key])}. Allowed: none.`;
      else yield* jsonDifferences(wanted[key], found[key], at);
    }
    return;
  }
  if (wanted !== found) yield `has ${path || 'all of it'} ${shown(found)}. Allowed: ${shown(wanted)}.`;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}…` : text;
}
