/** The command line of a unit's only `ExecStart`, as it is written, with the lines that continue it; undefined where there is none, or more than one. */
export function startOf(unit: string): string | undefined {
  const found = [...unit.matchAll(/^ExecStart=((?:[^\n]*\\\n)*[^\n]*)$/gm)];
  return found.length === 1 ? found[0]?.[1] : undefined;
}
