import type { FleetVersion } from '../../../derived/google-fleet-names.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { nodeHardware } from '../../../facts/hardware.js';
import { entity } from '../../../topology/views.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import type { GoogleFleetHost } from '../schema.js';
import { measureDomain } from './measures.js';
import { registryImage } from './registry-image.js';

type Fleet = DeclaredHost<GoogleFleetHost>;

/** What the files and units of a node's boot have beside the server: a collector, or an exporter too. */
export function watchedForm({ images: { metrics, dcgm } }: GoogleFleetHost): string {
  if (metrics === undefined) return '';
  return dcgm === undefined ? ', measured' : ', measured with GPUs';
}

/** Where a collector writes: the project, and below custom metrics the name of its fleet, whose hyphens no type may have. */
export function collectorPieces({ topology, id, host }: Fleet, version: FleetVersion): Readonly<Record<string, string>> {
  const { project } = entity(topology.accounts.google, host.account);
  return {
    '\n    project: <project>\n': `\n    project: ${project}\n`,
    '\n      prefix: <metrics of the fleet>\n': `\n      prefix: ${measureDomain(topology, id, version)}\n`,
    ...(host.images.dcgm !== undefined && { ';(<xids>)?|': `;(${fatalXids().join('|')})?|` }),
  };
}

/** Image of a collector or an exporter, and the GPUs that an exporter sees. */
export function watcherPieces({ topology, host }: Fleet, part: string): Readonly<Record<string, string>> {
  const { project } = entity(topology.accounts.google, host.account);
  const image = (declared: string | undefined) => (declared === undefined ? 'none' : registryImage(host, project, declared));
  const { metrics, dcgm } = host.images;
  if (part.endsWith('/metrics.service')) return { '    <image> \\\n    --config=': `    ${image(metrics)} \\\n    --config=` };
  const gpus = Array.from({ length: nodeHardware('google', host.nodes.instanceType)?.gpus ?? 0 }, (_, gpu) => ` \\\n    --device=/dev/nvidia${gpu}`);
  return {
    '    <image>\nExecStop=': `    ${image(dcgm)}\nExecStop=`,
    '--device=/dev/nvidia-uvm<GPUs> \\\n    --volume=': `--device=/dev/nvidia-uvm${gpus.join('')} \\\n    --volume=`,
  };
}
