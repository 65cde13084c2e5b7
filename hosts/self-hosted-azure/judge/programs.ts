import { azureFleetNames, azureWeights } from '../../../derived/azure-fleet-names.js';
import { nodeAgentsOf } from '../../../derived/landing-zone.js';
import { type Derived, type Program, underived } from '../../../evidence/scripts/program.js';
import type { Resource } from '../../../evidence/synthesized/stack.js';
import { fatalXids } from '../../../facts/gpu-faults.js';
import { agentPieces } from '../../shared/agent-pieces-judge.js';
import type { DeclaredHost } from '../../shared/host-judge.js';
import { settingPieces } from '../../shared/setting-pieces-judge.js';
import { startOf } from '../../shared/unit-start-judge.js';
import { provenSettings } from '../../shared/weights-settings-judge.js';
import type { AzureFleetHost } from '../schema.js';
import { pinnedImage } from './pinned-image.js';

type Fleet = DeclaredHost<AzureFleetHost>;
const units = '/etc/systemd/system';

/** What a fleet says in the files that its nodes write at their first boot, and in the order in which they use them. */
export function fleetPrograms(fleet: Fleet, _resource: Resource, { part, text }: Program): Derived {
  switch (part) {
    case 'boot':
      return bootOf(fleet);
    case '/etc/blueprint/prepare-node.sh':
      return { pieces: settingPieces(settingsOf(fleet)) };
    case '/etc/blueprint/gpu-health.sh':
      return { pieces: settingPieces({ FATAL_XIDS: fatalXids().join('|') }) };
    case '/etc/blueprint/progress.py':
      return { pieces: { 'line={"fleet":"<fleet>"}\n': `line=${JSON.stringify({ fleet: azureFleetNames(fleet.topology, fleet.id).base })}\n` } };
    case `${units}/vllm.service`:
      // Its words are derived by data-use/model-server.
      return { pieces: { '\nExecStart=<server>\n': `\nExecStart=${startOf(text) ?? 'one command'}\n` } };
    default:
      return agentOf(fleet, part);
  }
}

/** Agents are written and started after everything else. */
function bootOf({ topology, id }: Fleet): Derived {
  const agents = nodeAgentsOf(topology, id).map(([name]) => name);
  if (agents.length === 0) return { form: 'without agents', pieces: {} };
  const written = agents.map((name) => `write ${units}/agent-${name}.service {"permissions":"0644"}\n`);
  const started = agents.map((name) => `\nrun "systemctl enable --now --no-block agent-${name}.service"`);
  return { form: 'with agents', pieces: { '<write agents>': written.join(''), '<start agents>': started.join('') } };
}

function settingsOf({ topology, id, host }: Fleet): Readonly<Record<string, string>> {
  const weights = azureWeights(topology, host.account, host.region);
  const names = azureFleetNames(topology, id);
  const agents = nodeAgentsOf(topology, id).map(([, { image }]) => image);
  return {
    ...provenSettings(topology, host),
    WEIGHTS_ACCOUNT: weights.account,
    WEIGHTS_CONTAINER: weights.container,
    WEIGHTS_VAULT: `${weights.signingVault}.vault.azure.net`,
    WEIGHTS_SIGNING_KEY: weights.signingKey,
    API_KEY_NAME: names.apiKey,
    API_KEY_VAULT: `${names.apiKeyVault}.vault.azure.net`,
    IDENTITY: names.nodeIdentity,
    IMAGES: [...new Set([host.image, ...agents].map(pinnedImage))].join(' '),
  };
}

function agentOf({ topology, id }: Fleet, part: string): Derived {
  const [name, agent] = nodeAgentsOf(topology, id).find(([key]) => part === `${units}/agent-${key}.service`) ?? [];
  if (name === undefined || agent === undefined) return underived;
  const identifier = { 'SyslogIdentifier=agent-<agent>\n': `SyslogIdentifier=agent-${name}\n` };
  return { part: `${units}/agent-<agent>.service`, pieces: { ...agentPieces(name, agent, pinnedImage(agent.image)), ...identifier } };
}
