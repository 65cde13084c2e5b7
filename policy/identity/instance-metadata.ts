import { googleMachines, machineMetadata } from '../../evidence/scripts/cloud-init.js';
import { dig, type Resource } from '../../evidence/synthesized/stack.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'identity/instance-metadata',
  severity: 'error',
  title: 'Instance metadata answers only to tokens, and no further than the instance itself.',
  why: "Metadata hand out the credentials of a node's role. Without tokens one forged request of a server on the node fetches them; with a hop limit of 2 or more the answer also reaches containers, so that a model server would hold the rights of its node. On Google any container can ask unless a firewall of the node stops it.",
  fix: 'Set HttpTokens to required and HttpPutResponseHopLimit to 1.',
  source: 'Amazon EC2 User Guide, Configure the instance metadata options; Compute Engine, VM metadata',

  *resource(resource) {
    if (googleMachines.has(resource.type)) {
      for (const message of openMachine(resource)) yield { path: resource.origin, resource, message, fix: googleFix };
      return;
    }
    const options = optionsOf(resource.type, resource.properties);
    if (options === undefined) return;
    const wanted = { HttpTokens: 'required', HttpPutResponseHopLimit: 1 } as const;
    for (const [name, allowed] of Object.entries(wanted)) {
      const received = dig(options.values, name);
      if (received === allowed) continue;
      yield {
        path: resource.origin,
        resource,
        message: `${options.at}.${name}: received ${received === undefined ? 'nothing' : JSON.stringify(received)}. Allowed: ${allowed}.`,
      };
    }
  },
};

const googleFix = 'Restore metadata, service account and the firewall of containers as the fleet synthesizes them.';

/**
 * Compute Engine answers without any token, to anyone who sends a header. So containers are kept from asking by the script of the node, which is reviewed
 * (supply-chain/reviewed-script); and metadata decide who gets onto the machine.
 */
function* openMachine(resource: Resource): Iterable<string> {
  const metadata = machineMetadata(resource);
  const wanted: Readonly<Record<string, RegExp>> = { 'enable-oslogin': /^true$/i, 'block-project-ssh-keys': /^true$/i, 'serial-port-enable': /^(false|0)$/i };
  for (const [name, allowed] of Object.entries(wanted)) {
    if (allowed.test(metadata[name] ?? '')) continue;
    yield `metadata.${name}: received ${metadata[name] ?? 'nothing'}. Allowed: ${name === 'serial-port-enable' ? 'FALSE' : 'TRUE'}.`;
  }
  const email = String(dig(resource.properties, 'service_account', 'email') ?? 'nothing');
  if (email === 'nothing' || email.endsWith('-compute@developer.gserviceaccount.com'))
    yield `service_account.email: received ${email}. Allowed: an account of its own, not the default one, which many share.`;
}

/** Metadata options of what launches instances; undefined for everything else. */
function optionsOf(type: string, properties: Readonly<Record<string, unknown>>) {
  if (type === 'AWS::EC2::Instance') return { at: 'MetadataOptions', values: properties['MetadataOptions'] };
  if (type === 'AWS::EC2::LaunchTemplate')
    return { at: 'LaunchTemplateData.MetadataOptions', values: dig(properties, 'LaunchTemplateData', 'MetadataOptions') };
  return undefined;
}
