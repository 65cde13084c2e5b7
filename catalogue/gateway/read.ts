import { readTable } from '../read-table.js';

/** Tables of this folder: Envoy's configuration, and the files of the processes beside it. */
export type FormTable = 'envoy' | 'processes';

/** What a part of a file may say: JSON with blanks such as `<workload>`. */
export type GatewayForm = unknown;

const known = new Map<FormTable, Readonly<Record<string, GatewayForm>>>();

/** Everything that was reviewed of the files of a gateway, by the name of a form. People write it: docs/adr/0098-gateway-files-have-reviewed-forms.md. */
export function gatewayForms(table: FormTable): Readonly<Record<string, GatewayForm>> {
  const forms = known.get(table) ?? (readTable(`gateway/${table}`) as Readonly<Record<string, GatewayForm>>);
  known.set(table, forms);
  return forms;
}
