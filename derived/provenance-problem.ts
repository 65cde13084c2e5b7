import type { WeightsManifest } from '../facts/weights.js';
import type { Topology } from '../topology/schema/topology.js';
import { entity } from '../topology/views.js';
import { provenanceDigest, provenanceFile, provenanceText } from './provenance.js';

/** What is wrong with the provenance of a fine-tune, and the field of the model that says so. */
export interface ProvenanceProblem {
  readonly field: 'fineTune' | 'fineTune.provenance';
  readonly message: string;
}

/** Why nothing proves what a fine-tune was made from; undefined where something does. `approved`: its files, undefined while nobody approved any. */
export function provenanceProblem(topology: Topology, id: string, approved: WeightsManifest | undefined): ProvenanceProblem | undefined {
  const { fineTune } = entity(topology.models, id);
  if (fineTune === undefined) return undefined;
  const { base, name, provenance, teacher } = fineTune;
  const field = 'fineTune.provenance';
  if (provenance === undefined) return { field: 'fineTune', message: `${name} has no statement of provenance: nothing proves what it was made from.` };
  const unnamed = [base, ...(teacher === undefined ? [] : [teacher])].find((from) => entity(topology.models, from).weights === undefined);
  if (unnamed !== undefined)
    return {
      field,
      message: `${name} was made from ${unnamed}, whose weights the topology does not name: no statement can hold their digest. Needed: models.${unnamed}.weights.`,
    };
  if (approved === undefined) return undefined;
  const listed = approved.files.find((file) => file.name === provenanceFile);
  if (listed === undefined)
    return {
      field,
      message: `The approved files of ${id} hold no ${provenanceFile}, and nodes and imports refuse them. Needed: the statement among the files that the manifest signs.`,
    };
  if (`sha256:${listed.sha256}` !== provenance)
    return { field, message: `Received ${provenance}. Allowed: sha256:${listed.sha256}, which ${approved.approvedBy} approved.` };
  const text = provenanceText(topology, id, approved.files);
  const said = text === undefined ? 'none' : provenanceDigest(text);
  if (said === provenance) return undefined;
  return {
    field: 'fineTune',
    message: `The statement that was approved says something else of ${name} than the topology, whose statement has ${said}: name, method, base, data, place or run were changed since.`,
  };
}
