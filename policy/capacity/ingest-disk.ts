import { storedPrecision } from '../../derived/stored-precision.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { blocks, dig } from '../../evidence/synthesized/stack.js';
import { builderDiskGB } from '../../facts/limits.js';
import { approvedManifest } from '../../facts/weights.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

/** The rest holds the image, and the part of a file that is being compared. */
const usable = 0.9;

export const rule: Rule = {
  id: 'capacity/ingest-disk',
  severity: 'error',
  title: 'The job that brings weights in has room for their largest file.',
  why: 'The job fetches one file at a time, compares it and stores it. A checkpoint in one file of 140 GB fills the disk of a small builder after half an hour, at every attempt.',
  fix: 'Approve a repository whose weights are split into smaller files, or give the job a larger compute type (facts/limits.yaml, builders). By hand, as on Google, LARGEST_FILE is compared with the free space before anything is fetched.',
  source: 'https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-compute-types.html',

  *resource(resource, { topology }) {
    // The job for images holds two of some hundred megabytes.
    if (resource.type !== 'AWS::CodeBuild::Project' || subjectOf(topology, resource.stack)?.kind === 'aws-images') return;
    const at = { path: pathOf('weights', 'ingest'), resource };
    const environment = dig(resource.properties, 'Environment');
    const variables = new Map(blocks(dig(environment, 'EnvironmentVariables')).map(({ Name, Value }) => [String(Name), renderedText(Value ?? '')]));
    const said = Number(variables.get('LARGEST_FILE') ?? Number.NaN);
    const model = topology.models[variables.get('MODEL') ?? ''];
    const approved = model && approvedManifest(model.release, storedPrecision(model), model.weights?.commit);
    const largest = Math.max(0, ...(approved?.files ?? []).map(({ bytes }) => bytes));
    const type = renderedText(dig(environment, 'ComputeType') ?? 'none');
    const disk = builderDiskGB(type);
    // Without the model there is no approval, and any size would do.
    if (model === undefined)
      yield { ...at, message: `Job ${resource.id} brings in ${variables.get('MODEL') ?? 'no model'}, which the topology does not name.` };
    if (disk === undefined) yield { ...at, message: `Job ${resource.id} runs on ${type}, whose disk facts/limits.yaml does not know.` };
    // The job fetches nothing that is not approved.
    else if (!(said >= largest))
      yield {
        ...at,
        message: `Job ${resource.id} is configured for a largest file of ${variables.get('LARGEST_FILE') ?? 'unknown'} bytes. Allowed: ${largest}, by the approval.`,
      };
    else if (said > disk * usable * 1e9)
      yield {
        ...at,
        message: `The largest file of ${variables.get('MODEL')} has ${(said / 1e9).toFixed(1)} GB; ${type} has a disk of ${disk} GB, and ${(disk * usable).toFixed(1)} GB are free for it.`,
      };
  },
};
