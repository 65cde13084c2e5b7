import type { Extension } from '../topology/schema/extensions.js';
import type { Topology } from '../topology/schema/topology.js';
import { sortedEntries } from '../topology/views.js';

/** What an organisation adds, and who answers for it. */
export interface DeclaredExtension {
  readonly owner: string;
  readonly reason: string;
  /** Key of the approval, and what it says; its key alone where there is none of that name. */
  readonly approval: { readonly key: string; readonly grantedBy?: string; readonly grantedOn?: string; readonly expires?: string; readonly reference?: string };
  readonly granted: string;
  readonly expires: string;
  /** In words. */
  readonly allows: readonly string[];
}

/** What an organisation demands of everything, and what it adds. */
export interface DeclaredAdditions {
  readonly landingZone: Readonly<Record<string, unknown>>;
  readonly extensions: Readonly<Record<string, DeclaredExtension>>;
}

/** What a topology declares of an organisation, for those who read an output without the topology. */
export function declaredAdditions({ landingZone, extensions, approvals }: Topology): DeclaredAdditions {
  return {
    landingZone: Object.fromEntries(sortedEntries(landingZone as Readonly<Record<string, unknown>>).filter(([, value]) => isSaid(value))),
    extensions: Object.fromEntries(
      sortedEntries(extensions).map(([id, extension]) => {
        const { owner, reason, granted, expires } = extension;
        const approval = approvals[extension.approval];
        const said = approval && { grantedBy: approval.grantedBy, grantedOn: approval.grantedOn, expires: approval.expires, reference: approval.reference };
        return [id, { owner, reason, approval: { key: extension.approval, ...said }, granted, expires, allows: additionsInWords(extension) }];
      }),
    ),
  };
}

const isSaid = (value: unknown) => value !== undefined && !(typeof value === 'object' && value !== null && Object.keys(value).length === 0);

/** Everything that an extension allows. */
export function additionsInWords(extension: Extension): string[] {
  const bound = extension.stacks === undefined ? '' : ` in ${extension.stacks.join(' and ')}`;
  return [
    ...(extension.stack === undefined ? [] : [`the stack \`${extension.stack.code}\` in ${extension.stack.account}, ${extension.stack.region}`]),
    ...extension.types.map((type) => `the type \`${type}\`${bound}`),
    ...extension.ranges.map((range) => `calls from ${range}${bound}`),
    ...extension.destinations.map(
      ({ account, region, bucket }) => `copies to ${bucket === undefined ? '' : `\`${bucket}\` of `}account ${account} in ${region}${bound}`,
    ),
    ...extension.principals.map((principal) => `the principal \`${principal}\`${bound}`),
    ...extension.containers.map(({ name, image, stack }) => `the container ${name} of \`${image.split('@')[0]}\` in ${stack}`),
    ...extension.arguments.map(({ type, path }) => `\`${path}\` of \`${type}\`${bound}`),
    ...extension.scripts.map(({ type, path, sha256 }) => `the program ${sha256.slice(0, 8)} in \`${path}\` of \`${type}\`${bound}`),
  ];
}
