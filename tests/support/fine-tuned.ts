import type { Edit } from './topologies.js';

/** The topology with own weights. */
export const fineTuned = 'examples/fine-tuned.yaml';

/** The whole entry of the adapter's training, which has words that the other one has, too. */
export const claimsTraining = 'training: { country: US, cloud: aws, region: us-east-2, account: "666677778888", run: claims-lora-7, finishedOn: 2026-10-02 }';

/** Everything in the topology that is of another release: what was made from it is, too. */
export const ofRelease = (release: string): Edit[] =>
  ['llama8', 'claims', 'triage'].map((model) => [`  ${model}:\n    release: llama-3.1-8b-instruct`, `  ${model}:\n    release: ${release}`]);

/** A second adapter beside the first, of the same base; `method` and what it needs may be others. */
export const withModel = (id: string, fineTune: string): Edit => [
  '\nweights:\n  ingest:\n',
  `
  ${id}:
    release: llama-3.1-8b-instruct
    precision: bf16
    weights:
      source: huggingface
      repository: example-insurance/Llama-Insurance-Other
      commit: "0000000000000000000000000000000000000000"
      manifest: sha256:0000000000000000000000000000000000000000000000000000000000000000
    fineTune:
      name: Llama-Insurance-Other
${fineTune}
      data: { reference: s3://example-insurance-training/other, sha256: "0000000000000000000000000000000000000000000000000000000000000000", zone: us }
      training: { country: US, cloud: aws, region: us-east-2, account: "666677778888", run: other-1, finishedOn: 2026-10-02 }
      provenance: sha256:0000000000000000000000000000000000000000000000000000000000000000

weights:
  ingest:
`,
];

/** A transition of the fleet, to merged weights of the same release; `adapters` is what the fleet says of them. */
export const moving = (adapters: string, transition = 'from: 2026-11-02, cutover: 2026-12-14, end: 2027-01-31'): Edit[] => [
  ['      claims: { workloads: [claim-letters] }\n', `${adapters}    transition: { next: triage, nodes: 2, ${transition} }\n`],
];
