import type { Rule } from '../rule.js';
import { dig } from '../synthesized.js';

export const rule: Rule = {
  id: 'identity/instance-metadata',
  severity: 'error',
  title: 'Instance metadata answers only to tokens, and no further than the instance itself.',
  why: "Metadata hand out the credentials of a node's role. Without tokens one forged request of a server on the node fetches them; with a hop limit of 2 or more the answer also reaches containers, so that a model server would hold the rights of its node.",
  fix: 'Set HttpTokens to required and HttpPutResponseHopLimit to 1.',
  source: 'Amazon EC2 User Guide, Configure the instance metadata options',

  *resource(resource) {
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

/** Metadata options of what launches instances; undefined for everything else. */
function optionsOf(type: string, properties: Readonly<Record<string, unknown>>) {
  if (type === 'AWS::EC2::Instance') return { at: 'MetadataOptions', values: properties['MetadataOptions'] };
  if (type === 'AWS::EC2::LaunchTemplate')
    return { at: 'LaunchTemplateData.MetadataOptions', values: dig(properties, 'LaunchTemplateData', 'MetadataOptions') };
  return undefined;
}
