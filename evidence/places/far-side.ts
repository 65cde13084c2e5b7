/**
 * Properties that name the far side of a link, by type: a domain that is asked for there, the VPC of a gateway that calls from there. `network/as-derived`
 * holds each to what the topology derives, so that the region in it is one of a network that the topology joins.
 */
const farSides: Readonly<Record<string, RegExp>> = {
  'AWS::Route53Resolver::ResolverRule': /^DomainName$/,
  'AWS::Route53::HostedZone': /^VPCs\[\d+\]\.VPCRegion$/,
};

/** Whether a property of a type, by its path as `strings` writes it, is about the far side of a link. */
export function isFarSide(type: string, path: string): boolean {
  return farSides[type]?.test(path) === true;
}
