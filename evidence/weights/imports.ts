import { parameterName } from '../../derived/names.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import type { BedrockImportHost } from '../../hosts/bedrock-import/schema.js';
import type { Topology } from '../../topology/schema/topology.js';
import { entity } from '../../topology/views.js';
import { stacksOfHost } from '../synthesized/host-of-resource.js';
import type { Problem } from '../synthesized/problem.js';
import { dig, type SynthesizedStack } from '../synthesized/stack.js';
import { renderedWithParameters } from '../synthesized/with-parameters.js';

/** Imports that would take other weights than those approved, or prove them by another key. */
export function* importProblems(stacks: readonly SynthesizedStack[], topology: Topology, id: string, host: BedrockImportHost): Iterable<Problem> {
  const model = entity(topology.models, host.model);
  const { weights } = model;
  // A model without weights has been named already.
  if (weights === undefined) return;
  const shared = (name: string) => `\${ssm:${parameterName(topology.name, 'weights', name)}}`;
  const wanted = {
    Bucket: shared('bucket'),
    BucketOwner: entity(topology.accounts.aws, host.account).id,
    Prefix: `${model.release}/${storedPrecision(model)}/${weights.commit}/`,
    ManifestSha256: weights.manifest.replace('sha256:', ''),
    ProvenanceSha256: model.fineTune?.provenance?.replace('sha256:', '') ?? 'none',
    SigningKeyArn: shared('signing-key-arn'),
  };
  const imports = stacksOfHost(topology, id, stacks)
    .flatMap(({ resources }) => resources)
    .filter(({ type }) => type === 'Custom::BedrockImportedModel');
  for (const resource of imports) {
    for (const [name, value] of Object.entries(wanted)) {
      const found = renderedWithParameters(resource, dig(resource.properties, 'Weights', name) ?? 'nothing');
      if (found === value) continue;
      yield { resource, message: `The import of ${id} takes weights by ${name} ${found}. Allowed: ${value}.` };
    }
  }
}
