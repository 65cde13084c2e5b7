import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copySources, registerServicesOf } from './provider-sources.js';

const module = 'github.com/hashicorp/terraform-provider-google/google/services';
const registrations = 'google/provider/provider_register_services.go';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'google-'));
  const files = {
    [registrations]: `package provider\n\nimport (\n\t_ "${module}/dns"\n\t_ "${module}/dnsx"\n\t_ "${module}/kms"\n)\n`,
    'google/services/dns/resource_zone.go': 'registry.Schema{\n\tName:        "google_dns_managed_zone",\n}',
    'google/services/dnsx/resource_zone.go': 'registry.Schema{\n\tName: "google_dnsx_zone",\n}',
    'google/services/kms/resource_key_ring.go': 'registry.Schema{\n\tName: "google_kms_key_ring",\n}',
    'google/services/kms/resource_key_ring_test.go': 'Name: "google_dnsx_zone"',
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, 'source', path)), { recursive: true });
    writeFileSync(join(root, 'source', path), text, { mode: 0o444 });
  }
});
afterEach(() => rmSync(root, { recursive: true }));

const registered = (...types: string[]) => {
  copySources(join(root, 'source'), join(root, 'copy'));
  return registerServicesOf(types, join(root, 'copy'));
};

describe('sources of Google’s provider', () => {
  it('register the services of the types that are asked for, and hold the others, which these may import', () => {
    expect(registered('google_dns_managed_zone', 'google_unheard_of')).toEqual(['dns']);
    expect(readFileSync(join(root, 'copy', registrations), 'utf8')).toBe(`package provider\n\nimport (\n\t_ "${module}/dns"\n)\n`);
    expect(readdirSync(join(root, 'copy/google/services/kms'))).toEqual(['resource_key_ring.go']);
  });
  it('are refused where no type is found: their form is another one', () => {
    expect(() => registered('google_unheard_of')).toThrow(/no service of Google's provider has one of 1 types/);
  });
});
