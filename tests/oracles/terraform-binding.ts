import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { providerPin } from '../../facts/providers.js';
import { writtenSchemas } from '../support/written-schemas.js';
import { partOf } from './provider-part.js';
import { schemaOf } from './provider-schema.js';
import { rootModules } from './root-modules.js';
import { type Schemas, schemaProblems } from './schema-check.js';
import { cacheDirectory, type Verdict } from './tools.js';

/** Every Google module against the schema of exactly the provider version it pins, as CDK Terrain published it; and types without a binding against documentation. */
export function providerSchema(): Verdict {
  const google = googleModules();
  const written = (Object.keys(writtenSchemas) as (keyof typeof writtenSchemas)[]).map(writtenModules);
  const findings = [google, ...written].flatMap((verdict) => verdict.findings);
  const judged = [google, ...written].flatMap((verdict) => (verdict.judged === '' ? [] : [verdict.judged])).join(', ');
  return { findings, judged, ...(google.skipped !== undefined && { skipped: google.skipped }) };
}

/** Types that are written here, from pages that are written down: tests/support/<provider>-schema.yaml. */
function writtenModules(provider: keyof typeof writtenSchemas): Verdict {
  const { version } = providerPin(provider);
  const { version: read, schemas: types } = writtenSchemas[provider];
  if (read !== version) return { findings: [`tests/support/${provider}-schema.yaml describes ${provider} ${read}; the modules pin ${version}`], judged: '' };
  const schemas: Schemas = new Map([...types].map(([type, schema]) => [`resource.${type}`, schema]));
  const documents = rootModules().map(({ name, directory }) => ({ name, document: JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8')) }));
  const modules = documents.filter(({ document }) => document.provider?.[provider] !== undefined);
  const findings = modules.flatMap(({ name, document }) =>
    schemaProblems(partOf(document, [provider]), schemas).map((problem) => `provider-schema: ${name}: ${problem}`),
  );
  return { findings, judged: `${modules.length} root modules against the documentation of ${provider} ${version}` };
}

function googleModules(): Verdict {
  const { version } = providerPin('google');
  const binding = googleBinding();
  if ('missing' in binding) return { findings: [], judged: '', skipped: binding.missing };
  if (binding.version !== version) return { findings: [`the schema describes google ${binding.version}; the modules pin ${version}`], judged: '' };
  const findings: string[] = [];
  let modules = 0;
  const others = new Set<string>();
  for (const { name, directory } of rootModules()) {
    const document = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
    if (document.provider?.google === undefined) {
      for (const name of Object.keys(document.provider ?? {})) if (!(name in writtenSchemas)) others.add(name);
      continue;
    }
    modules++;
    findings.push(...schemaProblems(document, schemasFor(document, binding.lib)).map((problem) => `provider-schema: ${name}: ${problem}`));
  }
  // Only a registry has the schemas of the others: their arguments are held to the types of their bindings, and to what was read of their documentation.
  const unread = [...others].sort().join(', ');
  return { findings, judged: `${modules} root modules against google ${version}; none of ${unread}, whose schemas only a registry has` };
}

function schemasFor(document: { readonly resource?: object; readonly data?: object }, lib: string): Schemas {
  return new Map(
    (['resource', 'data'] as const).flatMap((kind) =>
      Object.keys(document[kind] ?? {}).flatMap((type) => {
        const folder = `${kind === 'data' ? 'data-' : ''}${kind === 'data' ? type : type.replace(/^google_/, '')}`.replaceAll('_', '-');
        const file = join(lib, folder, 'index.js');
        const found = existsSync(file) ? schemaOf(readFileSync(file, 'utf8')) : undefined;
        return found === undefined ? [] : [[`${kind}.${type}`, found.schema] as const];
      }),
    ),
  );
}

/** Python package that carries the bindings, and the only reason it is fetched: npm has them no longer. */
const bindingPackage = 'cdktn-provider-google==20.0.0';

const unpack = `
import glob, io, sys, tarfile, zipfile
wheel = zipfile.ZipFile(glob.glob(sys.argv[1] + '/*.whl')[0])
inner = next(name for name in wheel.namelist() if name.endswith('.jsii.tgz'))
tarfile.open(fileobj=io.BytesIO(wheel.read(inner))).extractall(sys.argv[1], filter='data')
`;

/** Where the bindings lie, fetched once; or why they are not there. */
function googleBinding(): { readonly lib: string; readonly version: string } | { readonly missing: string } {
  const directory = cacheDirectory(bindingPackage.replace('==', '-'));
  const lib = join(directory, 'package', 'lib');
  const complete = join(directory, '.complete');
  if (!existsSync(complete)) {
    for (const args of [
      ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', '--dest', directory, bindingPackage],
      ['-c', unpack, directory],
    ]) {
      const { status, stderr, error } = spawnSync('python3', args, { encoding: 'utf8', timeout: 300_000 });
      if (status !== 0) return { missing: `${bindingPackage}: ${error?.message ?? stderr.trim().split('\n').at(-1)}` };
    }
    for (const file of readdirSync(directory).filter((name) => name.endsWith('.whl'))) rmSync(join(directory, file));
    writeFileSync(complete, '');
  }
  const version = /providerVersion: '([\d.]+)'/.exec(readFileSync(join(lib, 'provider', 'index.js'), 'utf8'))?.[1];
  return version === undefined ? { missing: `${bindingPackage} names no provider version` } : { lib, version };
}
