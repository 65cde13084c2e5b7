import { containersOf, runsVllm } from '../../evidence/containers/containers.js';
import { hostOfResource } from '../../evidence/synthesized/host-of-resource.js';
import { telemetryOff } from '../../facts/serving.js';
import { isFleet } from '../../hosts/schemas.js';
import { fleets } from '../../hosts/select.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'data-use/telemetry-off',
  severity: 'fatal',
  title: 'Model servers send no usage statistics and never call the Hugging Face Hub.',
  why: 'vLLM reports model, hardware and configuration to its makers at start unless it is configured not to, and most versions understand only the value 1. A server in a network without egress would also wait for the attempt to fail.',
  fix: 'Set telemetry to false; the environment of the container then carries every variable that turns telemetry off.',
  source: 'vLLM, usage statistics; huggingface_hub, environment variables',

  *topology({ topology }) {
    for (const [id, host] of fleets(topology)) {
      if (host.telemetry) yield { path: pathOf('hosts', id, 'telemetry'), message: `${id} sends usage statistics. Allowed: false.` };
    }
  },

  *resource(resource, { topology }) {
    const [id = '', host] = hostOfResource(topology, resource) ?? [];
    const selfHosted = isFleet(host);
    if (selfHosted && host.telemetry) return;
    for (const container of containersOf(resource).filter(runsVllm)) {
      for (const [name, needed] of Object.entries(telemetryOff('vllm'))) {
        const values = container.environment.filter(([variable]) => variable === name).map(([, value]) => value);
        if (values.length > 0 && values.every((value) => value === needed)) continue;
        yield {
          path: selfHosted ? pathOf('hosts', id, 'telemetry') : resource.origin,
          resource,
          message: `Container ${container.name} has ${values.length === 0 ? `no ${name}` : `${name}=${values.join(', ')}`}. Needed: exactly ${name}=${needed}.`,
          fix: 'Restore the variable in the synthesized container definition.',
        };
      }
    }
  },
};
