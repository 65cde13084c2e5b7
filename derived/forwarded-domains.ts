/** Whether DNS forwarding of some domains answers for one: the domain itself or a parent of it is forwarded. */
export function resolves(forwarded: readonly string[], domain: string): boolean {
  return forwarded.some((parent) => domain === parent || domain.endsWith(`.${parent}`));
}
