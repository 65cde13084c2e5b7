type Document = { readonly resource?: Readonly<Record<string, Readonly<Record<string, Record<string, unknown>>>>> };

/** The newest versions of APIs that azapi 1.15.0 knows, by type; the members that we emit are the same in those that the modules name (docs/adr/0157). */
const known: Readonly<Record<string, string>> = { 'Microsoft.CostManagement/exports': '2023-07-01-preview' };

/** A module for 2.11.0 as azapi 1.15.0 reads it: it judges bodies by types of its own, which end in 2024. */
export function asAzapi1<D extends Document>(document: D): D {
  const { azapi_resource: resources, ...others } = document.resource ?? {};
  if (resources === undefined) return document;
  const judged = Object.entries(resources).map(([name, values]) => {
    const [type = ''] = String(values['type']).split('@');
    return [name, { ...values, ...(known[type] !== undefined && { type: `${type}@${known[type]}` }) }];
  });
  return { ...document, resource: { ...others, azapi_resource: Object.fromEntries(judged) } };
}
