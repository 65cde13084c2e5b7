/** Countries that a zone does not allow, sorted. */
export function outside(countries: Iterable<string>, allowed: ReadonlySet<string> | 'ANY'): string[] {
  return allowed === 'ANY' ? [] : [...new Set(countries)].filter((country) => !allowed.has(country)).sort();
}
