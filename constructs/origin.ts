import type { IConstruct } from 'constructs';

const origins = new WeakMap<IConstruct, string>();

/** Remembers which part of the topology asked for a construct, as a path such as `hosts.eu-fleet`. */
export function setOrigin(construct: IConstruct, path: string): void {
  origins.set(construct, path);
}

/** The topology path of a construct: its own, or that of its nearest ancestor. */
export function originOf(construct: IConstruct): string | undefined {
  for (let at: IConstruct | undefined = construct; at !== undefined; at = at.node.scope) {
    const path = origins.get(at);
    if (path !== undefined) return path;
  }
  return undefined;
}
