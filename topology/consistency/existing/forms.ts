import type { PathSegment } from '../../document.js';
import type { Misfit } from '../misfit.js';

export type Path = readonly PathSegment[];
/** A form, and how a person says it. */
export type Form = readonly [pattern: RegExp, allowed: string];

const hex = '([0-9a-f]{8}|[0-9a-f]{17})';
const project = 'projects/[a-z][a-z0-9:.-]+';
const name = '[a-z]([a-z0-9-]*[a-z0-9])?';
const subscription = '/subscriptions/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/resourceGroups/[\\w.()-]+/providers/Microsoft.Network';

/** Forms of ids, by cloud. Sources: EC2, KMS, Route 53, Compute Engine, Cloud KMS, Cloud DNS, Azure Resource Manager and Key Vault references. */
export const forms = {
  vpc: [new RegExp(`^vpc-${hex}$`), 'a VPC id, such as vpc-0a1b2c3d4e5f60718'],
  subnet: [new RegExp(`^subnet-${hex}$`), 'a subnet id, such as subnet-0a1b2c3d4e5f60718'],
  googleNetwork: [new RegExp(`^${project}/global/networks/${name}$`), 'projects/<project>/global/networks/<name>'],
  googleSubnet: [new RegExp(`^${project}/regions/[a-z0-9-]+/subnetworks/${name}$`), 'projects/<project>/regions/<region>/subnetworks/<name>'],
  azureSubnet: [
    new RegExp(`^${subscription}/virtualNetworks/[\\w.-]+/subnets/[\\w.-]+$`, 'i'),
    'the id of a subnet, /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<name>',
  ],
  azureZone: [
    new RegExp(`^(privatelink\\.[a-z0-9.-]+|${subscription}/privateDnsZones/[\\w.-]+)$`, 'i'),
    'the name of a private DNS zone, or its id, /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/privateDnsZones/<name>',
  ],
  kmsKey: [
    /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    'arn:aws:kms:<region>:<account>:key/<id>, no alias',
  ],
  cloudKmsKey: [
    new RegExp(`^${project}/locations/[a-z0-9-]+/keyRings/[\\w-]+/cryptoKeys/[\\w-]+$`),
    'projects/<project>/locations/<location>/keyRings/<ring>/cryptoKeys/<key>',
  ],
  vaultKey: [
    /^https:\/\/[a-z0-9-]+\.(vault|managedhsm)\.(azure\.net|usgovcloudapi\.net|azure\.cn)\/keys\/[A-Za-z0-9-]+(\/[0-9a-f]{32})?$/,
    'https://<vault>.vault.azure.net/keys/<name>',
  ],
  guardrail: [/^[a-z0-9]+$/, 'the id of a guardrail in the account and region of the host, such as gr1abc2def3g; no ARN'],
  perimeter: [/^accessPolicies\/\d+\/servicePerimeters\/\w+$/, 'accessPolicies/<number>/servicePerimeters/<name>'],
  hostedZone: [/^Z[A-Z0-9]{5,31}$/, 'a hosted zone id, such as Z0123456789ABCDEFGHIJ'],
  managedZone: [new RegExp(`^${name}$`), 'the name of a managed zone, such as internal'],
} as const satisfies Readonly<Record<string, Form>>;

export function formed(value: string, [pattern, allowed]: Form, path: Path): Misfit[] {
  return pattern.test(value) ? [] : [{ path, message: `received "${value}". Allowed: ${allowed}.` }];
}

/** A value of a place that it must share with what uses it. `what`: account, region or location. */
export function placed(what: string, received: string | undefined, wanted: string, of: string, path: Path): Misfit[] {
  return received === wanted ? [] : [{ path, message: `received one of ${what} ${received}. Allowed: ${wanted}, that of ${of}.` }];
}
