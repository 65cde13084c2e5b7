import type { Edit } from './topologies.js';

/** The reference topology's link between eu and us with both halves made here, and the name of the fleet's endpoint made here too. */
export const linked: readonly Edit[] = [
  [
    '    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]\n',
    `    dnsForwarding: [bedrock-runtime.us-east-2.amazonaws.com]
    ranges: [10.9.0.0/24]
    attach:
      eu:
        by: transit-gateway
        transitGateway: tgw-0aaaaaaaaaaaaaaa1
        resolve: { bedrock-runtime.us-east-2.amazonaws.com: [10.41.0.10, 10.41.16.10] }
      us:
        by: transit-gateway
        transitGateway: tgw-0bbbbbbbbbbbbbbb2
        applianceMode: true
        answersAt: [10.41.0.10, 10.41.16.10]
`,
  ],
  [
    '      certificateArn: arn:aws:acm:eu-north-1:111122223333:certificate/00000000-0000-0000-0000-000000000000\n',
    `      zone: made
      privateCertificate: { authority: "arn:aws:acm-pca:eu-north-1:999900001111:certificate-authority/00000000-0000-0000-0000-000000000000" }
`,
  ],
];
