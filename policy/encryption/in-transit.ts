import { transportCheckOf } from '../../catalogue/asked.js';
import { plainSettings, transportGaps } from '../../evidence/encryption/transport-checks.js';
import { plainConnections } from '../../evidence/gateway/transport.js';
import { pathOf } from '../../topology/path.js';
import type { Rule } from '../rule.js';

export const rule: Rule = {
  id: 'encryption/in-transit',
  severity: 'error',
  title: 'Whatever takes connections takes them over TLS 1.2 or later, wherever the type has such a setting.',
  why: 'Private networks are shared with everyone who administers routers, mirrors traffic or owns a neighbouring subnet; prompts in clear text are readable to all of them. AWS falls back to a policy with TLS 1.0 where none is named, and buckets and topics answer plain HTTP unless their policy refuses it.',
  fix: 'Use HTTPS with a policy of TLS 1.2 or later, and policies that deny requests while aws:SecureTransport is false. The row of a type in catalogue/ names the setting, or the reason why there is none.',
  source: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',

  // What passes a gateway is prompts, answers and credentials.
  *gateway(zones) {
    for (const zone of zones) {
      for (const message of plainConnections(zone))
        yield { path: pathOf('gateway', 'zones', zone.zone), message, severity: 'fatal', named: { stack: `gateway.out/${zone.zone}` } };
    }
  },

  *resource(resource) {
    const check = transportCheckOf(resource.type);
    for (const message of check === undefined ? plainSettings(resource) : transportGaps(resource, check)) yield { path: resource.origin, resource, message };
  },
};
