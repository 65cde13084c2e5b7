import { readTable } from '../read-table.js';

/**
 * One reviewed form of a statement, member, block or hand-over: texts by path, with blanks such as `<account>` for what a topology derives
 * (derived/grants/). `sometimes` is true for the forms that some topologies lack.
 */
export interface GrantForm {
  readonly sometimes: boolean;
  readonly says: Readonly<Record<string, readonly string[]>>;
}

/** What one resource may grant, refuse or filter, by the property that it is in; what is on the resource itself is under an empty name. */
export interface GrantForms {
  /** Whether some stacks of its kind lack it. */
  readonly sometimes: boolean;
  /** What decides whether a stack has it: the name of a condition in derived/presence/. */
  readonly where?: string;
  readonly forms: Readonly<Record<string, readonly GrantForm[]>>;
}

/** By kind of stack, then by type and purpose: `AWS::KMS::Key Key`. */
export type GrantTable = Readonly<Record<string, Readonly<Record<string, GrantForms>>>>;

/** As written: `sometimes` beside the paths, and one text without a list. */
type Written = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        { readonly sometimes?: true; readonly where?: string } & Readonly<
          Record<string, readonly Readonly<Record<string, string | readonly string[] | true>>[]>
        >
      >
    >
  >
>;

let known: GrantTable | undefined;

/** Everything that was reviewed. `npm run accept` writes it. */
export function grantTable(): GrantTable {
  known ??= Object.assign({}, ...['aws', 'google', 'azure', 'databricks', 'watsonx', 'oci'].map((cloud) => tableOf(readTable(`grants/${cloud}`) as Written)));
  return known as GrantTable;
}

function tableOf(written: Written): GrantTable {
  return mapped(written, (resources) =>
    mapped(resources, ({ sometimes, where, ...properties }) => ({
      sometimes: sometimes === true,
      ...(where !== undefined && { where }),
      forms: mapped(properties, (forms) =>
        forms.map(({ sometimes: some, ...says }) => ({ sometimes: some === true, says: mapped(says, (texts) => [texts].flat().map(String)) })),
      ),
    })),
  );
}

function mapped<A, B>(values: Readonly<Record<string, A>>, change: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
