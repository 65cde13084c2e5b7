/** One change that a local run makes to what was emitted. */
export interface Change {
  /** JSON pointer (RFC 6901). */
  readonly at: string;
  readonly was: string | number;
  readonly now: string | number;
}

/** Where a local run leads what the emitted files name. */
export interface Leads {
  /** Port on the loopback interface for an address that the gateway calls or, below `listeners`, listens on. */
  port(address: string, port: number, at: string): number;
  /** The same for the base URL of a service. */
  origin(url: string, at: string): string;
  /** Folders and files by what they replace, longest first: `/run/gateway`, `/etc/gateway`, the public authorities. */
  readonly paths: readonly (readonly [string, string])[];
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** Members that hold the base URL of a service. */
const named = /\/(\w*[eE]ndpoint|taskCredentials|proxy|secret)$/;
const loopback = '127.0.0.1';

/**
 * The emitted file with everything as it is, except where addresses lead: addresses of sockets, base URLs of services, and paths of files and of Unix
 * sockets. Names that certificates are checked for, SNI, `Host`, paths of requests, time-outs, caps and filters stay. Each change is told.
 */
export function pointed<File extends Json>(file: File, leads: Leads): { readonly file: File; readonly changes: readonly Change[] } {
  const changes: Change[] = [];
  const changed = <T extends string | number>(at: string, was: T, now: T): T => {
    if (was !== now) changes.push({ at, was, now });
    return now;
  };
  const walk = (value: Json, at: string): Json => {
    if (typeof value === 'string') return changed(at, value, text(value, at));
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((one, index) => walk(one, `${at}/${index}`));
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, one(name, member, `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)]),
    );
  };
  const one = (name: string, member: Json, at: string): Json => {
    if (name !== 'socket_address') return walk(member, at);
    const { address, port_value: port, ...rest } = member as { readonly address: string; readonly port_value: number };
    return {
      ...(rest as object),
      address: changed(`${at}/address`, address, loopback),
      port_value: changed(`${at}/port_value`, port, leads.port(address, port, at)),
    };
  };
  const text = (value: string, at: string): string => {
    const path = leads.paths.find(([from]) => value === from || value.startsWith(`${from}/`));
    if (path !== undefined) return path[1] + value.slice(path[0].length);
    return named.test(at) && /^https?:\/\//.test(value) ? leads.origin(value, at) : value;
  };
  return { file: walk(file, '') as File, changes };
}
