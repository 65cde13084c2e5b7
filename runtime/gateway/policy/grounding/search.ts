import type { GroundingForm } from '../../forms/policy.js';
import { type Call, type Egress, EgressFailure } from '../egress.js';
import { unavailable } from '../errors.js';
import { textsOf } from '../fields/content.js';
import type { Message } from '../fields/messages.js';

/** A piece of a document that was found. */
export interface Passage {
  readonly text: string;
  readonly title: string;
  readonly uri: string;
  /** First and last page, where the document has pages. */
  readonly pages?: readonly [number, number];
}

/** Characters of a question that are searched for. */
const longestQuery = 2_000;

/**
 * Passages for the user's last message, from chunks of Vertex AI Search; none where nothing was found. Throws a `Refusal` where the search does not
 * answer or is not understood: an answer without its documents would look like one with them. Source: servingConfigs.search of the Discovery
 * Engine API v1, in chunk mode. Not run against the service.
 */
export async function search(
  { authority, servingConfig, passages, longest }: GroundingForm,
  messages: readonly Message[],
  egress: Egress,
  call: Call,
): Promise<readonly Passage[]> {
  const question = messages.findLast(({ role }) => role === 'user');
  const query = question?.content == null ? '' : textsOf(question.content).join('\n').slice(0, longestQuery);
  if (query.trim() === '') return [];
  // Nobody can be told apart by what was asked: no user id, no session.
  const body = { query, pageSize: passages, contentSearchSpec: { searchResultMode: 'CHUNKS' } };
  try {
    const answer = await egress.post(authority, `/v1/${servingConfig}:search`, body, call);
    return passagesOf(answer)
      .slice(0, passages)
      .map((passage) => ({ ...passage, text: passage.text.slice(0, longest) }));
  } catch (error) {
    if (!(error instanceof EgressFailure)) throw error;
    throw unavailable('retrieval_unavailable', 'The search that this model answers from gave no result that can be used.');
  }
}

interface Found {
  readonly results?: readonly {
    readonly chunk?: {
      readonly content?: unknown;
      readonly documentMetadata?: { readonly title?: unknown; readonly uri?: unknown };
      readonly pageSpan?: { readonly pageStart?: unknown; readonly pageEnd?: unknown };
    };
  }[];
}

function passagesOf(answer: unknown): readonly Passage[] {
  if (typeof answer !== 'object' || answer === null) throw new EgressFailure(200);
  const { results = [] } = answer as Found;
  if (!Array.isArray(results)) throw new EgressFailure(200);
  return (results as NonNullable<Found['results']>).map(({ chunk }) => {
    const { content, documentMetadata = {}, pageSpan = {} } = chunk ?? {};
    if (typeof content !== 'string') throw new EgressFailure(200);
    const { pageStart, pageEnd } = pageSpan;
    return {
      text: content,
      title: textOr(documentMetadata.title),
      uri: textOr(documentMetadata.uri),
      ...(typeof pageStart === 'number' && typeof pageEnd === 'number' && { pages: [pageStart, pageEnd] as const }),
    };
  });
}

const textOr = (value: unknown) => (typeof value === 'string' ? value : '');
