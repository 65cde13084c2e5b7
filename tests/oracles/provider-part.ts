interface Document {
  readonly provider?: Readonly<Record<string, unknown>>;
  readonly terraform: { readonly required_providers?: Readonly<Record<string, unknown>> };
  readonly resource?: Readonly<Record<string, unknown>>;
}

/** What some providers have in a module: the whole of it where they are all that it uses. */
export function partOf<D extends Document>(document: D, kept: readonly string[]): D {
  const others = Object.keys(document.provider ?? {}).filter((name) => !kept.includes(name));
  if (others.length === 0) return document;
  const isKept = (name: string) => !others.some((other) => name === other || name.startsWith(`${other}_`));
  const only = (all: Readonly<Record<string, unknown>> = {}) => Object.fromEntries(Object.entries(all).filter(([name]) => isKept(name)));
  return {
    ...document,
    provider: only(document.provider),
    terraform: { ...document.terraform, required_providers: only(document.terraform.required_providers) },
    resource: only(document.resource),
  };
}
