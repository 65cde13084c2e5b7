import { partitionOf } from '../../derived/partition-of.js';
import { storedPrecision } from '../../derived/stored-precision.js';
import { weightsPlaces } from '../../derived/supply.js';
import { approvedManifest, manifestText, noticeText } from '../../facts/weights.js';
import type { Model } from '../../topology/schema/models.js';
import type { Topology } from '../../topology/schema/topology.js';
import { leaves } from '../scripts/carriers.js';
import { startBuild } from '../scripts/image-programs.js';
import { type Derived, type Program, underived } from '../scripts/program.js';
import { subjectOf } from '../synthesized/host-of-resource.js';
import type { Resource } from '../synthesized/stack.js';
import { modelOfJob } from './licence-texts.js';

/** What a topology says in the commands of the job that brings weights in, and in what starts it. */
export function ingestPrograms(topology: Topology, resource: Resource, { at }: Program): Derived {
  if (subjectOf(topology, resource.stack)?.kind !== 'aws-weights-ingest') return underived;
  if (at === 'Definition') return { pieces: { '<a branch for every job>\n': `${branches(topology, resource).join('\n')}\n` } };
  const model = topology.models[modelOfJob(resource)];
  return at === 'Source.BuildSpec' && model !== undefined ? { pieces: textPieces(model) } : underived;
}

/** The manifest that was approved, and the notice that the licence of the model prescribes. Of an example nobody has approved anything. */
function textPieces(model: Model): Readonly<Record<string, string>> {
  const approved = approvedManifest(model.release, storedPrecision(model), model.weights?.commit);
  const texts = { 'MANIFEST.sha256': approved === undefined ? '' : manifestText(approved), NOTICE: noticeText(model.release) };
  const file = (name: string, text: string) => `: cat >/tmp/ingest/${name} <<'END_OF_FILE'\n${text}\nEND_OF_FILE\n`;
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [file(name, `<${name}>`), file(name, text.replace(/\n$/, ''))]));
}

/** One build for each model of each account in the region of the stack, under the names that constructs have in a template. */
function branches(topology: Topology, { stack }: Resource): string[] {
  const partition = partitionOf(topology, stack.account ?? '');
  const places = weightsPlaces(topology, 'aws').filter(({ region }) => region === stack.region);
  const jobs = places.flatMap(({ account, models }) => models.map((model) => `${account}${model}`.replace(/[^A-Za-z0-9]/g, '')));
  const start = (job: string) => ({
    StartAt: 'Start',
    States: { Start: { Type: 'Task', Resource: startBuild(partition), Parameters: { ProjectName: `\${${job}}` }, End: true } },
  });
  return leaves(jobs.map(start), 'States.All.Branches');
}
