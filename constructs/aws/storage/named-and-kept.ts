import { RemovalPolicy } from 'aws-cdk-lib/core';

/**
 * For what is kept when its stack goes, and has a name that is not CloudFormation's choice: it goes with a first deployment that fails.
 * Left behind, empty, it would hold the name against every next one.
 */
export const namedAndKept = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
