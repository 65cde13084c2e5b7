/** Where the values that a policy lets through differ from those in use. `found` is undefined where no policy limits them. */
export function* differences(what: string, found: readonly string[] | undefined, used: readonly string[]): Iterable<string> {
  if (found === undefined) {
    yield `limits no ${what}`;
    return;
  }
  const extra = found.filter((value) => !used.includes(value));
  const missing = used.filter((value) => !found.includes(value));
  if (extra.length > 0) yield `lets through ${what} ${extra.join(', ')}, which no host uses`;
  if (missing.length > 0) yield `stops ${what} ${missing.join(', ')}, which hosts use`;
}
