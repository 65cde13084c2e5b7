/** Settings in front of a script, each on a line that `runtime/script.ts` writes. */
export function settingPieces(settings: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`export ${name}="<${name}>"\n`, `export ${name}="${value}"\n`]));
}
