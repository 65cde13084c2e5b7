/** An output directory and what its `blueprint.json` says. */
export interface AttestedOutput {
  /** As a person names it, such as `cdk.out`. */
  readonly directory: string;
  /** SHA-256 of `blueprint.json`, hex. */
  readonly sha256: string;
  readonly blueprint: Readonly<Record<string, unknown>>;
}

/** Of this project: no registered predicate says which tool synthesized a topology into what. */
export const predicateType = 'urn:hybrid-llama-blueprint:synthesis:v1';

/**
 * An in-toto statement (https://in-toto.io/Statement/v1) to be signed: its subjects are the outputs by the digest of `blueprint.json`, which
 * holds the digest of every file; the predicate says which tool made them from which files, and what the organisation adds: owner, approval and end of each.
 */
export function synthesisStatement(outputs: readonly AttestedOutput[]): string {
  return JSON.stringify(
    {
      _type: 'https://in-toto.io/Statement/v1',
      subject: outputs.map(({ directory, sha256 }) => ({ name: `${directory}/blueprint.json`, digest: { sha256 } })),
      predicateType,
      predicate: {
        outputs: outputs.map(({ directory, blueprint: { tool, inputs, generation, declared } }) => ({ directory, tool, inputs, generation, declared })),
      },
    },
    null,
    2,
  );
}
