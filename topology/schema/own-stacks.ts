/**
 * Stacks of your own in code, and the cloud that each deploys to: the code is registered under the same name in
 * `stacks/extensions/`, and docs/landing-zone.md says how to add one.
 */
export const ownStacks = { 'bedrock-dashboard': 'aws' } as const satisfies Readonly<Record<string, 'aws' | 'google' | 'azure'>>;

export type OwnStackName = keyof typeof ownStacks;
