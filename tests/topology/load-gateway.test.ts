import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../topology/error.js';
import { loadTopology } from '../../topology/load.js';
import { wholeText } from '../support/topologies.js';

const directory = mkdtempSync(join(tmpdir(), 'blueprint-load-'));
afterAll(() => rmSync(directory, { recursive: true }));
const reference = wholeText();

/** Problems of a text that should not load. */
function problemsOf(text: string): string[] {
  const file = join(directory, 'broken.yaml');
  writeFileSync(file, text);
  try {
    loadTopology(file);
  } catch (error) {
    if (error instanceof InputError) return error.message.split('\n');
    throw error;
  }
  throw new Error('it loaded');
}

function edited(from: string, to: string): string[] {
  if (reference.split(from).length !== 2) throw new Error(`no single place: ${from}`);
  return problemsOf(reference.replace(from, to));
}

describe('a gateway', () => {
  const zone = '    eu:\n      network: eu\n      tasks: {min: 2, max: 8}\n';
  const certificate = reference.slice(reference.indexOf('-----BEGIN CERT'), reference.indexOf('-----END CERT'));

  it('is Envoy; a topology that says LiteLLM is told to migrate', () => {
    expect(edited('  engine: envoy', '  engine: litellm')).toEqual([expect.stringMatching(/gateway\.engine: received "litellm"\. Allowed: envoy, existing\./)]);
    expect(problemsOf(reference.replace('schemaVersion: 4', 'schemaVersion: 2').replace('engine: envoy', 'engine: litellm')).join()).toContain(
      'npm run blueprint -- migrate',
    );
  });

  it('says how many tasks it has, of which one can be replaced', () => {
    expect(edited(zone, '    eu:\n      network: eu\n')).toEqual([
      expect.stringMatching(/gateway\.zones\.eu: received no tasks\. Needed with engine envoy: tasks\./),
    ]);
    expect(edited(zone, zone.replace('min: 2', 'min: 1'))).toEqual([expect.stringMatching(/tasks\.min: received 1/)]);
    expect(edited(zone, zone.replace('min: 2', 'min: 9'))).toEqual([expect.stringMatching(/gateway\.zones\.eu\.tasks: .*min at most as large as max/)]);
  });

  it('takes tokens that are signed by whole public keys, each with one algorithm', () => {
    const rsa = 'kty: RSA, alg: RS256, e: AQAB';
    const point = 'A'.repeat(43);
    const identity = (key: string) =>
      `${zone}      identity:\n        issuer: https://login.acme.example\n        audience: llama-eu\n        keys: {k: {${key}}}\n        teamClaim: team\n        workloadClaim: roles\n        workloads: {eu-production: [a]}\n`;
    const refused = (key: string) => edited(zone, identity(key)).join();
    const whole = /gateway\.zones\.eu\.identity\.keys\.k: .*a whole public key/;
    expect(refused(`${rsa}, n: ${'A'.repeat(171)}`)).toMatch(whole);
    expect(refused(`${rsa}, n: ${'A'.repeat(342)}, x: ${point}`)).toMatch(whole);
    expect(refused(`kty: EC, alg: ES384, crv: P-256, x: ${point}, y: ${point}`)).toMatch(whole);
    expect(refused(`kty: EC, alg: RS256, crv: P-256, x: ${point}, y: ${point}`)).toMatch(whole);
    expect(refused(`${rsa}, n: ${'A'.repeat(342)}, d: AQAB`)).toMatch(/keys\.k\.d: unknown/);
    expect(refused(`${rsa.replace('RS256', 'HS256')}, n: ${'A'.repeat(342)}`)).toMatch(/keys\.k\.alg: received "HS256"/);
    expect(refused(`${rsa.replace('RS256', 'none')}, n: ${'A'.repeat(342)}`)).toMatch(/keys\.k\.alg: received "none"/);
    expect(edited(zone, identity(`${rsa}, n: ${'A'.repeat(342)}`).replace('{eu-production: [a]}', '{variable: [a]}')).join()).toContain(
      'gateway.zones.eu.identity.workloads.variable: received variable. Allowed: workloads of the zone, eu-production, grounded.',
    );
  });

  it('trusts authorities alone, each with its own certificate', () => {
    const allowed = /gateway\.authorities\.in-house\.certificate: .*one certificate of a certificate authority, in PEM/;
    // A leaf: it would vouch for itself only, and for longer than it is valid.
    expect(edited(certificate, `${leaf.replaceAll('\n', '\n        ')}`)).toEqual([expect.stringMatching(allowed)]);
    expect(edited(certificate, certificate.replace('MII', 'MIJ'))).toEqual([expect.stringMatching(allowed)]);
    const ending = '-----END CERTIFICATE-----\n';
    expect(edited(ending, `${ending}        ${certificate}${ending}`)).toEqual([expect.stringMatching(allowed)]);
    expect(edited('    in-house:\n', '    public:\n').join()).toMatch(/gateway\.authorities: .*another name than public/);
  });

  it('knows who issued the certificate of a fleet, or that everybody trusts them', () => {
    expect(edited('      authority: in-house\n', '')).toEqual([expect.stringMatching(/hosts\.eu-fleet\.endpoint\.authority: missing/)]);
    expect(edited('      authority: in-house\n', '      authority: in-huose\n')).toEqual([
      expect.stringMatching(/endpoint\.authority: received "in-huose", which is no .*Did you mean "in-house"\?/),
    ]);
  });
});

/** Of a server, without its last line. */
const leaf = `-----BEGIN CERTIFICATE-----
MIIBtTCCAVygAwIBAgIUW2DwokD/FCiQGdXmrR4mm5W2FKgwCgYIKoZIzj0EAwIw
MTEWMBQGA1UECgwNRG9jdW1lbnRhdGlvbjEXMBUGA1UEAwwOc2VydmVyLmV4YW1w
bGUwIBcNMjYxMTI5MTczOTQyWhgPMjEyNjExMDUxNzM5NDJaMDExFjAUBgNVBAoM
DURvY3VtZW50YXRpb24xFzAVBgNVBAMMDnNlcnZlci5leGFtcGxlMFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEbD8DAmjCNwtYnpq8zKeaRyKnNk7H06vuabElk26u
dzNEdFKjp2IY0cxwLBhVU54ZcB25oh0OWY+FuNj3YWVJvKNQME4wHQYDVR0OBBYE
FI2u/wU1OMhjTFHs2nEFCu9wPn3iMB8GA1UdIwQYMBaAFI2u/wU1OMhjTFHs2nEF
Cu9wPn3iMAwGA1UdEwEB/wQCMAAwCgYIKoZIzj0EAwIDRwAwRAIgMBia5DLRVQ94
fYzONhhcGFxWU9pXiqiX16Fe4GsI9toCIApBw2WBGFvTiyidMQDJENmrQBP40acu
DrG+WNnedyFR
`;

describe('a fleet on Google', () => {
  const fleet = wholeText('examples/eu-gce.yaml');
  const wrong = (from: string, to: string): string => {
    if (fleet.split(from).length !== 2) throw new Error(`no single place: ${from}`);
    return problemsOf(fleet.replace(from, to)).join(' ');
  };

  it.each([
    [
      'a cloud without fleets',
      'cloud: google\n    account: gpu\n    region: europe-west4\n    network',
      'cloud: ibm\n    account: gpu\n    region: europe-west4\n    network',
      'hosts.eu-gce.cloud: received "ibm". Allowed: aws, google, azure.',
    ],
    [
      "a field of AWS's",
      '    nodeImage: cos-125-19216-395-112',
      '    nodeImage: cos-125-19216-395-112\n    scaling: {minReplicas: 4}',
      'hosts.eu-gce.scaling: unknown key.',
    ],
    ['an image without repository', 'image: llama/vllm-openai', 'image: vllm-openai', 'hosts.eu-gce.image: received "vllm-openai'],
    [
      'no reservation map',
      'capacity:\n      reservations:\n        b: { zone: europe-west4-b, count: 2 }\n        c: { zone: europe-west4-c, count: 1 }',
      'capacity: {}',
      'hosts.eu-gce.capacity.reservations: missing',
    ],
    [
      'a zone of AWS',
      'zone: europe-west4-b',
      'zone: eu-north-1a',
      'hosts.eu-gce.capacity.reservations.b.zone: received "eu-north-1a". Allowed: a zone name, such as europe-west4-b',
    ],
    ['a network too small for its proxies', 'cidr: 10.84.0.0/20', 'cidr: 10.84.0.0/25', 'networks.gpu.cidr: received 10.84.0.0/25. Allowed: /24 or larger'],
    [
      'a certificate of AWS',
      'certificate: projects/acme-llama-gpu/locations/europe-west4/certificates/llama',
      'certificate: arn:aws:acm:x',
      'hosts.eu-gce.endpoint.certificate',
    ],
  ])('is refused with %s', (_, from, to, message) => expect(wrong(from, to)).toContain(message));
});
