import { gatewayOfStack } from '../../derived/gateway-service.js';
import { bootstrapQualifierOf } from '../../derived/landing-zone.js';
import { gatewayAssetPrefix, imageAssetPrefix } from '../../derived/names.js';
import { deploymentProblems } from '../../evidence/synthesized/deployment-problems.js';
import { subjectOf } from '../../evidence/synthesized/host-of-resource.js';
import { renderedText } from '../../evidence/synthesized/rendered-text.js';
import { dig, type SynthesizedStack } from '../../evidence/synthesized/stack.js';
import { pathOf } from '../../topology/path.js';
import type { Topology } from '../../topology/schema/topology.js';
import type { Rule, Violations } from '../rule.js';

/** The qualifier of CDK where nobody names another. */
const ofCdk = 'hnb659fds';

export const rule: Rule = {
  id: 'state/bootstrap',
  severity: 'error',
  title: "Every stack on AWS is deployed through the organisation's bootstrap, and through no other.",
  why: "The roles and the bucket of a bootstrap decide what a deployment may do, and the manifest beside the templates names them. A stack with another qualifier, role, bucket or template address is deployed with somebody else's rights, or is not what was judged.",
  fix: 'Set landingZone.bootstrapQualifier to the qualifier of the bootstrap stacks of the accounts, or leave it out for that of CDK.',
  source: 'https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-customizing.html',

  *stack(stack, { topology }) {
    if (stack.app !== 'aws') return;
    const qualifier = bootstrapQualifierOf(topology) ?? ofCdk;
    yield* foreignCode(stack, qualifier);
    for (const message of deploymentProblems(stack, { qualifier, prefix: assetPrefix(topology, stack) })) yield { path: stack.origin, stack, message };
    const allowed = `/cdk-bootstrap/${qualifier}/version`;
    const received = dig(stack.document, 'Parameters', 'BootstrapVersion', 'Default');
    if (received === allowed) return;
    yield {
      path: pathOf('landingZone', 'bootstrapQualifier'),
      stack,
      message: `The bootstrap of ${stack.name} is ${received === undefined ? 'not named' : String(received)}. Allowed: ${allowed}.`,
    };
  },
};

/** What names of assets begin with where something else than CloudFormation reads them. */
function assetPrefix(topology: Topology, stack: SynthesizedStack): string {
  const gateway = gatewayOfStack(topology, stack.name);
  if (gateway !== undefined) return gatewayAssetPrefix(topology.name, gateway.zone);
  return subjectOf(topology, stack)?.kind === 'aws-images' ? imageAssetPrefix(topology.name) : '';
}

/** Functions whose code is not what the bootstrap uploaded: from another bucket, or an object that is not named by its digest. */
function* foreignCode(stack: SynthesizedStack, qualifier: string): Violations {
  const bucket = `cdk-${qualifier}-assets-${stack.account}-${stack.region}`;
  for (const resource of stack.resources) {
    if (resource.type !== 'AWS::Lambda::Function') continue;
    const code = (key: string) => renderedText(dig(resource.properties, 'Code', key) ?? 'nothing');
    if (code('S3Bucket') !== bucket)
      yield { path: resource.origin, resource, message: `The code of ${resource.id} is in ${code('S3Bucket')}. Allowed: ${bucket}.` };
    if (!/^[0-9a-f]{64}\.zip$/.test(code('S3Key')))
      yield { path: resource.origin, resource, message: `The code of ${resource.id} is ${code('S3Key')}. Allowed: an asset, named by its digest.` };
  }
}
