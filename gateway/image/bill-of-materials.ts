import type { Package } from './packages.js';

/** What is in the image beside its base, as CycloneDX 1.6: each program by its digest, each package of which something is in one. The same bytes for the same programs. */
export function billOfMaterials(programs: Readonly<Record<string, string>>, packages: readonly Package[], digest: string): string {
  const uuid = digest.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
  const document = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuid}`,
    version: 1,
    metadata: { component: { type: 'application', name: 'llama-gateway-processes', hashes: [{ alg: 'SHA-256', content: digest }] } },
    components: [
      ...Object.entries(programs).map(([name, sha256]) => ({ type: 'file', name: `/app/${name}`, hashes: [{ alg: 'SHA-256', content: sha256 }] })),
      ...packages.map(({ name, version, licence, sha512 }) => ({
        type: 'library',
        name,
        version,
        purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
        licenses: [{ expression: licence }],
        hashes: [{ alg: 'SHA-512', content: sha512 }],
      })),
    ],
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
