/**
 * Options of a command line by name, with the value behind the equals sign or in the next word. Engines read underscores like hyphens, and
 * the last of two alike wins: one that occurs twice is under its name with ` (again)`. A word that belongs to no option is under itself.
 */
export function optionsOf(words: readonly string[]): Readonly<Record<string, string>> {
  const options: Record<string, string> = {};
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const [, name, value] = /^(--?[A-Za-z][\w.-]*)(?:=(.*))?$/s.exec(word) ?? [];
    const next = words[at + 1];
    const takesNext = name !== undefined && value === undefined && next !== undefined && !next.startsWith('-');
    if (takesNext) at++;
    const key = name === undefined ? word : name.replaceAll('_', '-');
    options[key in options ? `${key} (again)` : key] = value ?? (takesNext ? next : '');
  }
  return options;
}

/** Variables by name; one that is set twice is under its name with ` (again)`. */
export function variablesOf(environment: readonly (readonly [name: string, value: unknown])[]): Readonly<Record<string, unknown>> {
  const variables: Record<string, unknown> = {};
  for (const [name, value] of environment) variables[name in variables ? `${name} (again)` : name] = value;
  return variables;
}
