/** Envoy's document of one secret: what its credential injector puts into `authorization`. */
export function secretDocument(name: string, value: string): string {
  const secret = {
    '@type': 'type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret',
    name,
    generic_secret: { secret: { inline_string: `Bearer ${value}` } },
  };
  return JSON.stringify({ resources: [secret] });
}
