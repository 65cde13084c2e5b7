import { z } from 'zod';
import { licenceVersions } from '../../facts/licences.js';
import { day, digestExample, entities, httpsUrl, id, month, none, sha256, text } from './primitives.js';

const version = z.literal(licenceVersions()).meta({ description: 'Version of the Llama licence, in quotes.', examples: ['3.3'] });

const acceptance = z.strictObject({
  version,
  by: text.meta({ description: 'Who accepted it for the organisation.', examples: ['legal@acme.example'] }),
  on: day.meta({ description: 'Day of the acceptance.', examples: ['2026-10-01'] }),
  licenceSha256: z.union([none, sha256]).meta({
    description:
      'SHA-256 of the file LICENSE that was accepted. `blueprint licence accept` computes it, after it has looked whether the text is of that version. Rules refuse `none`.',
    examples: [digestExample],
  }),
  acceptableUseSha256: sha256.meta({
    description:
      'SHA-256 of the file USE_POLICY.md that was accepted, as it is beside the weights of the release or in github.com/meta-llama/llama-models: `sha256sum USE_POLICY.md`. A changed policy has another digest and is accepted anew.',
    examples: [digestExample],
  }),
});

const users = z.number().min(0).max(1e10);

const monthlyUsers = z.strictObject({
  licensee: users.meta({ description: 'Users of all products of the organisation in that month.', unit: 'users per month', examples: [240_000] }),
  affiliates: users.meta({ description: 'Users of all products of its affiliates in that month.', unit: 'users per month', examples: [10_000] }),
});

const derivedModel = z.strictObject({
  name: text.meta({ description: 'Name under which others get it.', examples: ['Llama-Acme-Support'] }),
  from: z
    .array(id)
    .min(1)
    .meta({ description: 'Models whose weights or outputs it was made from, by their keys in models.', examples: [['llama70']] }),
});

/** Rights beside the community licence. */
const separateLicence = z.strictObject({
  number: text.meta({ description: 'Number that Meta gave it.', examples: ['meta-2026-17'] }),
  grantedOn: day.meta({ description: 'First day on which it holds.', examples: ['2026-03-01'] }),
  expires: z.union([none, day]).meta({ description: 'Last day on which it holds; `none`: it has no end.', examples: ['2029-02-28'] }),
  versions: z
    .array(version)
    .min(1)
    .meta({ description: 'Versions of the licence that it speaks of, in quotes.', examples: [['4']] }),
  grants: z
    .array(z.enum(['mau', 'eu-multimodal', 'improve', 'display', 'naming']))
    .min(1)
    .meta({ description: 'Clauses that it lifts: rules of these names. No other rule is touched by it.', examples: [['eu-multimodal']] }),
});

/** A claim by which a licensee loses its licence. */
const proceeding = z.strictObject({
  against: text.meta({ description: 'Who the claim is against: Meta or anybody else.', examples: ['Meta Platforms, Inc.'] }),
  filedOn: day.meta({ description: 'Day on which it is or will be filed, a counterclaim too.', examples: ['2026-06-01'] }),
  versions: z
    .array(version)
    .min(1)
    .meta({
      description: 'Versions of Llama, in quotes, that it says infringe rights of the organisation, themselves or by their outputs.',
      examples: [['3.3']],
    }),
  reference: text.meta({ description: 'Court and number.', examples: ['N.D. Cal. 26-cv-01234'] }),
});

/** The organisation's facts that the Llama Community License asks about. */
export const licence = z.strictObject({
  monthlyActiveUsers: z.record(month, monthlyUsers).meta({
    description:
      'Monthly active users by calendar month, YYYY-MM. The licence asks about the month before the release date of each version in use (facts/licences.yaml), Azure about the last month as well.',
    examples: [{ '2024-11': { licensee: 240_000, affiliates: 10_000 } }],
  }),
  distribution: z.enum(['internal', 'service', 'product', 'weights']).meta({
    description:
      'Who gets Llama: own staff alone (`internal`), others by an API (`service`) or inside a product (`product`), or others get the weights or a derivative (`weights`).',
    examples: ['internal'],
  }),
  displayUrl: z.union([none, httpsUrl]).meta({
    description: 'Page that displays "Built with Llama", which the licence wants of services and products; `none`: nothing is displayed.',
    examples: ['https://assist.acme.example/about'],
  }),
  documentationUrl: z.union([none, httpsUrl]).meta({
    description: 'Documentation of the use of AI that users can read. It may display "Built with Llama" instead of displayUrl.',
    examples: ['https://docs.acme.example/ai'],
  }),
  downstreamTermsUrl: z.union([none, httpsUrl]).meta({
    description: 'Terms by which users outside the organisation are bound to the acceptable use policy.',
    examples: ['https://assist.acme.example/terms'],
  }),
  derivedModels: entities(derivedModel, 'support').meta({
    description: 'Models made from Llama or its outputs that others get, by a name of yours; `{}` for none. The licence wants their names to begin with Llama.',
  }),
  trainsOnOutputs: z.array(id).meta({
    description: 'Models, by their keys in models, whose outputs train or improve another model that is not made from Llama; `[]` for none.',
    examples: [['llama70']],
  }),
  separateLicence: z
    .union([none, separateLicence])
    .meta({ description: 'Licence that Meta granted beside the community licence; `none`: the community licence alone.' }),
  litigation: z
    .union([none, z.array(proceeding).min(1)])
    .optional()
    .meta({
      description:
        'Proceedings in which the organisation claims that Llama or its outputs infringe its rights; `none`: there are none. Filing one ends the licence of the version.',
      absent: 'nobody has answered, which rule licence/litigation says',
      examples: ['none'],
    }),
  accepted: entities(acceptance, 'llama-3-3').meta({ description: 'Licences that the organisation has accepted, by a name of yours.' }),
});

export type Licence = z.infer<typeof licence>;
