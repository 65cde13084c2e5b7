import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providerPin } from '../../facts/providers.js';
import { synthesizeTerraform } from '../../synthesis/terraform.js';
import { loadTopology } from '../../topology/load.js';
import { topologies } from '../topologies.js';
import { schemaOf } from './provider-schema.js';
import { type Schemas, schemaProblems } from './schema-check.js';
import { say, type Verdict } from './tools.js';

/** `terraform validate` with the real providers on every root module, where they can be had. */
export function terraformValidate(): Verdict {
  let modules = 0;
  const findings: string[] = [];
  for (const { name, directory } of rootModules()) {
    const terraform = (...args: string[]) =>
      spawnSync('terraform', [`-chdir=${directory}`, ...args, '-no-color'], {
        encoding: 'utf8',
        timeout: 600_000,
        // A registry that cannot be reached is known at once.
        env: { ...process.env, TF_REGISTRY_DISCOVERY_RETRY: '0', TF_IN_AUTOMATION: '1', TF_PLUGIN_CACHE_DIR: cacheDirectory('terraform-plugins') },
      });
    const init = terraform('init', '-backend=false', '-input=false');
    if (init.error !== undefined) return { findings: [], judged: '', skipped: `terraform cannot be run (${init.error.message})` };
    const said = `${init.stdout}${init.stderr}`.replace(/\s+/g, ' ');
    if (init.status !== 0) {
      const unreachable = /could not connect to [^ ]+|Failed to query available provider packages/.exec(said);
      // A version that does not exist is a mistake of ours; a registry that does not answer is not.
      if (unreachable === null || /no available releases match/.test(said)) findings.push(`terraform init: ${name}: ${said.slice(0, 400)}`);
      else return { findings, judged: '', skipped: `the provider registry cannot be reached (${unreachable[0]})` };
      continue;
    }
    modules++;
    const { valid, diagnostics } = JSON.parse(terraform('validate', '-json').stdout) as {
      valid: boolean;
      diagnostics: { summary: string; detail?: string; address?: string }[];
    };
    if (!valid)
      findings.push(...diagnostics.map(({ summary, detail, address }) => `terraform validate: ${name}: ${address ?? ''} ${summary}: ${detail ?? ''}`));
  }
  return { findings, judged: `${modules} root modules of ${topologies.length} topologies` };
}

/** Every Google module against the schema of exactly the provider version it pins, as CDK Terrain published it. */
export function providerSchema(): Verdict {
  const { version } = providerPin('google');
  const binding = googleBinding();
  if ('missing' in binding) return { findings: [], judged: '', skipped: binding.missing };
  if (binding.version !== version) return { findings: [`the schema describes google ${binding.version}; the modules pin ${version}`], judged: '' };
  const findings: string[] = [];
  let modules = 0;
  for (const { name, directory } of rootModules()) {
    const document = JSON.parse(readFileSync(join(directory, 'cdk.tf.json'), 'utf8'));
    if (document.provider?.google === undefined) continue;
    modules++;
    findings.push(...schemaProblems(document, schemasFor(document, binding.lib)).map((problem) => `provider-schema: ${name}: ${problem}`));
  }
  return { findings, judged: `${modules} root modules against google ${version}` };
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

let modules: readonly { readonly name: string; readonly directory: string }[] | undefined;

/** Root modules of every topology, synthesized once per run. */
function rootModules(): readonly { readonly name: string; readonly directory: string }[] {
  if (modules !== undefined) return modules;
  const root = mkdtempSync(join(tmpdir(), 'blueprint-verify-'));
  process.on('exit', () => rmSync(root, { recursive: true, force: true }));
  modules = topologies.flatMap(([name, file]) => {
    const out = join(root, name);
    synthesizeTerraform({ ...loadTopology(file), file }, out);
    const stacks = join(out, 'stacks');
    const found = existsSync(stacks) ? readdirSync(stacks) : [];
    say(`terraform: ${name}: ${found.length} root modules`);
    return found.map((stack) => ({ name: `${name}: ${stack}`, directory: join(stacks, stack) }));
  });
  return modules;
}

function cacheDirectory(name: string): string {
  const directory = join(realpathSync('node_modules'), '.cache', 'hybrid-llama-blueprint', name);
  mkdirSync(directory, { recursive: true });
  return directory;
}
