/** JSON of Envoy's configuration. Its own protocol buffers are the schema, and `envoy --mode validate` the judge. */
export type Json = Readonly<Record<string, unknown>>;

/** A message inside an `Any`, by its full name. */
export function typed(name: string, fields: Json = {}): Json {
  return { '@type': `type.googleapis.com/${name}`, ...fields };
}

/** An extension by its well-known name. */
export function extension(name: string, message: string, fields: Json = {}): { readonly name: string; readonly typed_config: Json } {
  return { name, typed_config: typed(message, fields) };
}

/** Seconds as a duration. */
export const seconds = (count: number) => `${count}s`;

export const pipe = (path: string) => ({ pipe: { path } });
export const socket = (address: string, port: number) => ({ socket_address: { address, port_value: port } });
