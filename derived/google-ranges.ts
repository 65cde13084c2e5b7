/**
 * Halves an IPv4 range: the lower half becomes the subnet, and the second address of the upper half the endpoint for Google
 * APIs, which Google wants outside every subnet but which a link has to carry with the rest of the range. Proxies of load
 * balancers get the last quarter.
 */
export function splitRange(cidr: string): { readonly lower: string; readonly upperHost: string; readonly lastQuarter: string } {
  const [base = '', length = ''] = cidr.split('/');
  const prefix = Number(length);
  const half = 2 ** (31 - prefix);
  const start = base.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const network = start - (start % (half * 2));
  return {
    lower: `${dotted(network)}/${prefix + 1}`,
    upperHost: dotted(network + half + 1),
    lastQuarter: `${dotted(network + half + half / 2)}/${prefix + 2}`,
  };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
