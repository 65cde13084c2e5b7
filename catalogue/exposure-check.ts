/** What has to be set on a type that answers callers, so that none of them is on the internet; evidence/network/exposure-of.ts looks. */
export type ExposureCheck =
  | 'load-balancer-scheme'
  | 'security-group'
  | 'security-group-rule'
  | 'public-access-block'
  | 'function-url'
  | 'bucket-access'
  | 'firewall'
  | 'forwarding-scheme'
  | 'public-members'
  | 'service-firewall'
  | 'security-rules'
  | 'security-rule'
  | 'workers-dev';
