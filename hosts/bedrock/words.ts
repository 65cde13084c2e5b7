import { pathOf } from '../../topology/path.js';
import type { HostWords } from '../shared/host-words.js';
import type { BedrockHost } from './schema.js';

export const words: HostWords<BedrockHost> = {
  size: ({ profile }) => profile,
  summary: ({ profile }) => `profile ${profile}`,
  destination: { field: 'profile', value: ({ profile }) => profile },
  changes: ({ id, was, is }) => {
    if (was.quotaTokensPerMinute === is.quotaTokensPerMinute) return [];
    const quota = (host: BedrockHost) => host.quotaTokensPerMinute?.toLocaleString('en-US') ?? 'none declared';
    const field = pathOf('hosts', id, 'quotaTokensPerMinute');
    return [{ path: field, tells: [field], text: `\`${id}\`: quota to ask for ${quota(was)} → ${quota(is)} tokens a minute` }];
  },
};
