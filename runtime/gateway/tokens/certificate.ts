import { generate } from 'selfsigned';

/** Days. A task is replaced long before, by its next deployment at the latest. */
const lifetime = 825;

/**
 * A key and a certificate that the gateway shows to its load balancer, which takes any: traffic between them is encrypted, and only the balancer's
 * security group reaches the port. Made at each start and kept on the task's own disk, so that there is no key to keep or to rotate.
 */
export async function ownCertificate(name: string): Promise<{ readonly key: string; readonly certificate: string }> {
  const extensions = [{ name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value: name }] }];
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + lifetime * 86_400_000),
    extensions,
  });
  return { key, certificate: cert };
}
