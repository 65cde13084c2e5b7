/** What can be built from Go sources where it cannot be had otherwise. Each takes minutes, so only what is wanted is built. */
export const buildable = ['google', 'azurerm', 'azapi', 'collector', 'cosign'] as const;
export type Build = (typeof buildable)[number];

/** `--strict` lets nothing be skipped, so it builds everything; otherwise those of `VERIFY_BUILDS`, such as `google,collector`. */
export function wantedBuilds(env: NodeJS.ProcessEnv, strict: boolean): readonly Build[] {
  if (strict) return buildable;
  const named = (env['VERIFY_BUILDS'] ?? '').split(',').filter((name) => name !== '');
  const unknown = named.filter((name) => !(buildable as readonly string[]).includes(name));
  if (unknown.length > 0) throw new RangeError(`VERIFY_BUILDS names "${unknown.join('", "')}". Allowed: ${buildable.join(', ')}.`);
  return buildable.filter((name) => named.includes(name));
}

/** Why something is not there that could be built. */
export function notWanted(name: Build): string {
  return `VERIFY_BUILDS does not name ${name}`;
}
