import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { googleSigningKey, physicalName } from '../../../derived/names.js';
import { googleBucket } from '../../../derived/weights-buckets.js';
import { type Derived, type Program, underived } from '../../../evidence/scripts/program.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import { entity } from '../../../topology/views.js';
import { agentPieces } from '../../shared/agent-pieces-judge.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import { settingPieces } from '../../shared/setting-pieces-judge.js';
import { startOf } from '../../shared/unit-start-judge.js';
import { provenSettings } from '../../shared/weights-settings-judge.js';
import type { GoogleFleetHost } from '../schema.js';
import { namesRegistry, registryImage } from './registry-image.js';
import { servedBy, versionOf } from './versions.js';
import { collectorPieces, watchedForm, watcherPieces } from './watching-pieces.js';

type Fleet = DeclaredHost<GoogleFleetHost>;
const units = '/etc/systemd/system';

/** What a fleet says in the files that its nodes write at boot, and in the order in which they use them. */
export function fleetPrograms(declared: Fleet, resource: Resource, { part, text }: Program): Derived {
  const { topology, id } = declared;
  const fleet = { ...declared, host: servedBy(declared, resource) };
  const version = versionOf(declared, resource);
  switch (part) {
    case 'boot':
      return bootOf(fleet);
    case '/etc/blueprint/prepare-node.sh':
      return { pieces: settingPieces(settingsOf(fleet)) };
    case '/etc/blueprint/progress.py':
      return {
        pieces: {
          'line={"fleet":"<fleet>"}\n': `line=${JSON.stringify({ fleet: physicalName(36, topology.name, id, ...(version === 'next' ? ['next'] : [])) })}\n`,
        },
      };
    case '/etc/blueprint/collector.yaml':
      return { form: fleet.host.images.dcgm === undefined ? 'servers' : 'servers and GPUs', pieces: collectorPieces(fleet, version) };
    case `${units}/metrics.service`:
    case `${units}/dcgm.service`:
      return { pieces: watcherPieces(fleet, part) };
    case `${units}/gpu-driver.service`:
      return { pieces: driverPieces(fleet) };
    case `${units}/vllm.service`:
      // Its words are derived by data-use/model-server.
      return { pieces: { '\nExecStart=<server>\n': `\nExecStart=${startOf(text) ?? 'one command'}\n` } };
    default:
      return agentOf(fleet, part);
  }
}

/** Agents are written and started after everything else. */
function bootOf({ topology, id, host }: Fleet): Derived {
  const agents = nodeAgentsOf(topology, id).map(([name]) => name);
  const watched = watchedForm(host);
  if (agents.length === 0) return { form: ['without agents', watched].join(''), pieces: {} };
  const written = agents.map((name) => `write ${units}/agent-${name}.service {"permissions":"0644"}\n`);
  const started = agents.map((name) => `\nrun "systemctl start --no-block agent-${name}.service"`);
  return { form: ['with agents', watched].join(''), pieces: { '<write agents>': written.join(''), '<start agents>': started.join('') } };
}

function settingsOf({ topology, id, host }: Fleet): Readonly<Record<string, string>> {
  const { project } = entity(topology.accounts.google, host.account);
  return {
    ...provenSettings(topology, host),
    WEIGHTS_BUCKET: googleBucket(topology, host.account, host.region),
    WEIGHTS_SIGNING_KEY: googleSigningKey(topology.name, project, host.region, topology.weights.signingKeyGeneration),
    API_KEY_NAME: `projects/${project}/secrets/${topology.name}-${id}-api-key/versions/latest`,
  };
}

/** The installer of the driver, where it finds the driver's files, and the registries that the node signs in to. */
function driverPieces({ topology, id, host }: Fleet): Readonly<Record<string, string>> {
  const { project } = entity(topology.accounts.google, host.account);
  const bucket = googleBucket(topology, host.account, host.region);
  const { metrics, dcgm } = host.images;
  const images = [
    host.image,
    host.driver.installer,
    ...[metrics, dcgm].filter((one) => one !== undefined),
    ...nodeAgentsOf(topology, id).map(([, one]) => one.image),
  ];
  const registries = [...new Set([`${host.region}-docker.pkg.dev`, ...images.filter(namesRegistry).map((image) => image.split('/')[0] ?? '')])].sort();
  const more = {
    'gcs-download-bucket': bucket,
    'gcs-download-prefix': `drivers/${host.nodeImage}`,
    'gcs-download-bucket-nvidia': bucket,
    'gcs-download-prefix-nvidia': `drivers/${host.nodeImage}`,
  };
  return {
    '--registries=<registries>\n': `--registries=${registries.join(',')}\n`,
    ' <installer> \\\n    install ': ` ${registryImage(host, project, host.driver.installer)} \\\n    install `,
    ' -version=<driver version> ': ` -version=${host.driver.version} `,
    ...Object.fromEntries(Object.entries(more).map(([flag, value]) => [` -${flag}=<${flag}>`, ` -${flag}=${value}`])),
  };
}

function agentOf({ topology, id, host }: Fleet, part: string): Derived {
  const { project } = entity(topology.accounts.google, host.account);
  const [name, agent] = nodeAgentsOf(topology, id).find(([key]) => part === `${units}/agent-${key}.service`) ?? [];
  if (name === undefined || agent === undefined) return underived;
  return { part: `${units}/agent-<agent>.service`, pieces: agentPieces(name, agent, registryImage(host, project, agent.image)) };
}
