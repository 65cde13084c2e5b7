import type { Command } from 'commander';
import { defaultTopology } from './commands/defaults.js';
import type { RecordImagesOptions, WriteImageOptions } from './commands/gateway-image.js';
import type { CreateOptions, RevokeOptions, RotateOptions } from './commands/gateway-keys.js';
import type { GatewayRunOptions } from './commands/gateway-run.js';

/** Takes the exit code of a command. */
type Finish = (code: number) => void;

/** Commands on gateways. What each brings is loaded when it is asked for. */
export function gatewayCommands(program: Command, finish: Finish): void {
  const gateway = program.command('gateway').description('what prompts go through');
  gateway
    .command('run')
    .description('run the gateway of a zone on this machine, before mocks of everything that it calls, and print a curl that works')
    .option('--topology <file>', 'topology to read', defaultTopology)
    .option('--zone <zone>', 'residency zone (default: the first one that has workloads)')
    .option('--envoy <file>', 'the Envoy binary (default: envoy on the PATH)')
    // Loaded when asked for: it brings mocks and a bundler.
    .action((options: GatewayRunOptions) => import('./commands/gateway-run.js').then(({ gatewayRun }) => gatewayRun(options)).then(finish));
  gatewayImages(gateway, finish);
  gatewayKeys(gateway, finish);
}

/** Commands on images of a gateway. They bring a bundler, so they are loaded when they are asked for. */
function gatewayImages(gateway: Command, finish: Finish): void {
  const image = gateway.command('image').description('images that tasks of a gateway run');
  const load = () => import('./commands/gateway-image.js');
  image
    .command('write')
    .description('write what the image of the processes is built from: programs, licences, bill of materials, Containerfile')
    .requiredOption('--base <image>', 'distroless Node 22 or newer, repository:tag@sha256:digest')
    .requiredOption('--output <directory>', 'where to write it; empty or not there')
    .action((options: WriteImageOptions) =>
      load()
        .then(({ writeImage }) => writeImage(options))
        .then(finish),
    );
  image
    .command('record')
    .description('record that a registry holds the images of a gateway, by their manifests: zones there are served from then on')
    .requiredOption('--account <alias>', 'account of the registry')
    .requiredOption('--region <region>', 'region of the registry')
    .requiredOption('--envoy <image>', 'Envoy, repository:tag@sha256:digest')
    .requiredOption('--envoy-manifest <file>', 'its manifest, as the registry gives it')
    .requiredOption('--processes <image>', 'the processes, repository:tag@sha256:digest')
    .requiredOption('--processes-manifest <file>', 'their manifest, as the registry gives it')
    .requiredOption('--processes-config <file>', 'the configuration that the manifest names')
    .requiredOption('--envoy-scan <file>', 'what the scan of Envoy found, as the registry gives it')
    .requiredOption('--processes-scan <file>', 'what the scan of the processes found')
    .option('--envoy-signature <file>', 'with a job of gateway.images: manifest of the signature of Envoy, as the registry gives it')
    .option('--processes-signature <file>', 'the same of the processes')
    .option('--public-key <file>', 'with that job: public half of its key, DER or PEM')
    .option('--base-manifest <file>', 'with that job: manifest of the base, as its registry gives it')
    .option('--base-config <file>', 'with that job: configuration that the manifest of the base names')
    .option('--topology <file>', 'topology to read', defaultTopology)
    .option('--as-of <date>', 'day of the record (default: asOf of an example, else today, UTC)')
    .action((options: RecordImagesOptions) =>
      load()
        .then(({ recordImages }) => recordImages(options))
        .then(finish),
    );
}

/** Commands on keys of callers. They alone talk to AWS, so what they bring is loaded when they are asked for. */
function gatewayKeys(gateway: Command, finish: Finish): void {
  const keys = gateway
    .command('keys')
    .description('keys of applications that call a gateway, by workload; these commands need credentials of the account of the gateway');
  const on = (name: string, description: string) =>
    keys
      .command(name)
      .description(description)
      .requiredOption('--workload <id>', 'workload that the key opens')
      .option('--topology <file>', 'topology to read', defaultTopology);
  const load = () => import('./commands/gateway-keys.js');
  on('create', 'make a key and print it, once')
    .requiredOption('--team <team>', 'whose it is: in every line of spend')
    .requiredOption('--by <name>', 'who makes it')
    .option('--days <days>', 'days until it ends, at most 365', '90')
    .option('--requests-per-minute <number>', 'requests that each task takes in a minute (default: no limit)')
    .option('--tokens-per-minute <number>', 'tokens of prompts and answers that each task takes in a minute (default: no limit)')
    .action((options: CreateOptions) =>
      load()
        .then(({ createKey }) => createKey(options))
        .then(finish),
    );
  on('rotate', 'make a key that takes the place of another one, and print it, once')
    .requiredOption('--id <id>', 'key that ends')
    .requiredOption('--by <name>', 'who makes the new one')
    .option('--days <days>', 'days until the new one ends, at most 365', '90')
    .option('--overlap-hours <hours>', 'hours until the old one ends', '24')
    .action((options: RotateOptions) =>
      load()
        .then(({ rotateKey }) => rotateKey(options))
        .then(finish),
    );
  on('revoke', 'take a key away, at once')
    .requiredOption('--id <id>', 'key to take away')
    .action((options: RevokeOptions) =>
      load()
        .then(({ revokeKey }) => revokeKey(options))
        .then(finish),
    );
  on('list', 'ids, teams, ends and limits of keys; never a key').action((options: { topology: string; workload: string }) =>
    load()
      .then(({ listKeys }) => listKeys(options))
      .then(finish),
  );
}
