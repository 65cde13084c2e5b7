/** An IPv4 range as numbers: its first address and how many bits name it. */
interface Range {
  readonly first: number;
  readonly bits: number;
}

/** Ranges that are nobody's on the internet: RFC 1918, private use; RFC 6598, shared address space. */
const privateRanges = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(parse);

/** Why a range in CIDR notation is none of a private network, as what was received and what is allowed; undefined when it is one. */
export function rangeProblem(cidr: string): string | undefined {
  const range = parse(cidr);
  const base = baseOf(range);
  if (base !== range.first) return `received ${cidr}. Allowed: the first address of the range, ${dotted(base)}/${range.bits}.`;
  if (privateRanges.some(({ first, bits }) => bits <= range.bits && baseOf({ first: range.first, bits }) === first)) return undefined;
  return `received ${cidr}, which holds public addresses. Allowed: a range within ${privateRanges.map(({ first, bits }) => `${dotted(first)}/${bits}`).join(', ')}.`;
}

function baseOf({ first, bits }: Range): number {
  return first - (first % 2 ** (32 - bits));
}

function parse(cidr: string): Range {
  const [address = '', bits = ''] = cidr.split('/');
  return { first: address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0), bits: Number(bits) };
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
