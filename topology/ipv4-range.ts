/** An IPv4 range as its first and last address. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Whether two ranges in CIDR notation share an address. */
export function rangesOverlap(a: string, b: string): boolean {
  const [x, y] = [parse(a), parse(b)];
  return x.first <= y.last && y.first <= x.last;
}

/** Whether a range in CIDR notation is a part of another, or all of it. */
export function rangesWithin(part: string, whole: string): boolean {
  const [x, y] = [parse(part), parse(whole)];
  return y.first <= x.first && x.last <= y.last;
}

/**
 * Whether a destination or source means the internet at large: everything, or a range wider than the widest private one
 * (10.0.0.0/8), so that 0.0.0.0/1 beside 128.0.0.0/1 is no way around.
 */
export function isInternet(range: unknown): boolean {
  if (typeof range !== 'string') return false;
  const [address = '', length] = range.split('/');
  if (length === undefined) return false;
  return Number(length) < (address.includes(':') ? 7 : 8);
}

/** The parts of a range that have a prefix length, the first `count` of them, in order. */
export function partsOf(range: string, prefix: number, count: number): string[] {
  const { first } = parse(range);
  return Array.from({ length: count }, (_, index) => `${dotted(first + index * 2 ** (32 - prefix))}/${prefix}`);
}

/** Where in a range an address is: 0 is its first. */
export function placeIn(range: string, address: string): number {
  return parse(address).first - parse(range).first;
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

function parse(cidr: string): Range {
  const [address = '', length = '32'] = cidr.split('/');
  const size = 2 ** (32 - Number(length));
  const at = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  const first = at - (at % size);
  return { first, last: first + size - 1 };
}
