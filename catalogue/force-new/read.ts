import { readTable } from '../read-table.js';

/** What a provider's schema says about the arguments of one type. A name means everything inside it, until a longer one says otherwise. */
export interface Arguments {
  /** File of the provider's repository. */
  readonly source: string;
  /** `ForceNew`. */
  readonly replaces: readonly string[];
  /** Changed in place. What is in neither list may replace. */
  readonly updates: readonly string[];
  /** Optional, and set by the provider otherwise: taken out of a module, they keep their value. */
  readonly computed?: readonly string[];
  /** Lists in `replaces` whose order counts. */
  readonly ordered?: readonly string[];
  /** In `updates`, and the provider takes some different texts for the same (`DiffSuppressFunc`). */
  readonly tolerant?: readonly string[];
  readonly defaults?: Readonly<Record<string, string | number | boolean>>;
  /** The provider has code that may decide otherwise; the row of the type says what it does. */
  readonly customized?: true;
}

/** One reading of a provider's source. */
export interface Reading {
  readonly provider: string;
  /** Release that was read, or the last one before the commit. */
  readonly version: string;
  readonly commit: string;
  readonly asOf: string;
  readonly types: Readonly<Record<string, Arguments>>;
}

let known: readonly Reading[] | undefined;

/** Every provider that was read. */
export function readings(): readonly Reading[] {
  known ??= ['google', 'azurerm', 'azapi', 'databricks', 'watsonx', 'cloudflare', 'oci'].map((name) => readTable(`force-new/${name}`) as Reading);
  return known;
}

/** What Terraform itself brings. Its documentation: a change of `triggers_replace` replaces, one of `input` does not. */
const builtIn: Reading = {
  provider: 'terraform.io/builtin/terraform',
  version: '1.4.0',
  commit: 'v1.4.0',
  asOf: '2023-03',
  types: { terraform_data: { source: 'internal/builtin/providers/terraform/resource_data.go', replaces: ['triggers_replace'], updates: ['input'] } },
};

/** Version of each provider that modules require, up to which the changelogs were read against the reading. */
export const comparedWith: Readonly<Record<string, string>> = {
  'hashicorp/google': '7.43.0',
  'hashicorp/azurerm': '4.55.0',
  'Azure/azapi': '2.11.0',
  'databricks/databricks': '1.99.0',
  'cloudflare/cloudflare': '5.14.0',
  'IBM-Cloud/ibm': '1.88.0',
  'oracle/oci': '8.28.0',
};

/** The reading that has a type. */
export function readingOf(type: string): Reading | undefined {
  return [...readings(), builtIn].find(({ types }) => types[type] !== undefined);
}
