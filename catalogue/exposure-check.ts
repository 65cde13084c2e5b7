/** What has to be set so that nothing on the internet is a caller: each is one reader of evidence/network/exposure-of.ts. */
export type ExposureCheck =
  | 'load-balancer-scheme'
  | 'security-group'
  | 'security-group-rule'
  | 'public-access-block'
  | 'public-addresses'
  | 'public-switch'
  | 'container-access'
  | 'function-url'
  | 'bucket-access'
  | 'firewall'
  | 'forwarding-scheme'
  | 'public-members'
  | 'service-firewall'
  | 'security-rules'
  | 'security-rule'
  | 'workers-dev';
