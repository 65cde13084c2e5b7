import { free, grantsNothing, none, settings, specification, tagList, takesNoConnections } from '../answers.js';
import type { Rows } from '../row.js';

/** Names, and the certificates that prove them. */
export const names = {
  'AWS::CertificateManager::Certificate': {
    ...settings,
    key: none('ACM keeps its private key under a key of its own, which no setting changes'),
    tags: tagList,
    exposure: takesNoConnections,
    principals: grantsNothing,
    replacement: specification,
  },
  'AWS::Route53::HostedZone': {
    ...settings,
    tags: { kind: 'property', property: 'HostedZoneTags', form: 'list' },
    exposure: none('private where it names VPCs: network/as-derived wants those'),
    principals: grantsNothing,
    replacement: specification,
  },
  // Queries are billed on the zone, which is tagged.
  'AWS::Route53::RecordSet': { ...settings, tags: free, exposure: takesNoConnections, principals: grantsNothing, replacement: specification },
} satisfies Rows;
