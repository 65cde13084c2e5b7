/** The part of CloudFormation's custom resource request that handlers read. */
export interface CustomResourceEvent<Properties> {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Properties & { readonly ServiceToken: string };
}

/** The part of Lambda's context that handlers read. */
export interface LambdaContext {
  getRemainingTimeInMillis(): number;
}

/** The work goes on elsewhere: no answer yet, and the failed invocation makes Lambda send the event again. */
export class NotYet extends Error {}

export type Data = Readonly<Record<string, string>>;

/** Time kept back for the answer: three attempts of four seconds, and the pauses between them. */
const reserve = 15_000;

/**
 * Does the work and answers CloudFormation once, with its outcome. Without an answer a stack waits an hour, so work that
 * would outlast the function is stopped while there is still time to say so. When no answer gets through, the error
 * reaches Lambda, which sends the same event again.
 */
export async function answering(
  event: CustomResourceEvent<unknown>,
  context: LambdaContext,
  physicalId: string,
  work: (signal: AbortSignal) => Promise<Data>,
): Promise<void> {
  const outcome = await withinTime(context, work).then(
    (data) => ({ Status: 'SUCCESS', Data: data }),
    (error: unknown) => {
      if (error instanceof NotYet) throw error;
      return { Status: 'FAILED', Reason: (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1_000) };
    },
  );
  const { StackId, RequestId, LogicalResourceId } = event;
  await put(event.ResponseURL, JSON.stringify({ ...outcome, PhysicalResourceId: physicalId, StackId, RequestId, LogicalResourceId }));
}

async function withinTime(context: LambdaContext, work: (signal: AbortSignal) => Promise<Data>): Promise<Data> {
  const stop = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const outOfTime = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        stop.abort();
        reject(new Error('stopped before the function ran out of time; the same request may be sent again'));
      },
      Math.max(0, context.getRemainingTimeInMillis() - reserve),
    );
  });
  try {
    return await Promise.race([work(stop.signal), outOfTime]);
  } finally {
    clearTimeout(timer);
  }
}

/** The pre-signed address expects no content type. */
async function put(url: string, body: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await fetch(url, { method: 'PUT', body, headers: { 'content-type': '' }, signal: AbortSignal.timeout(4_000) });
      if (response.ok) return;
      throw new Error(`CloudFormation answered ${response.status}`);
    } catch (error) {
      if (attempt === 3) throw error;
      await new Promise((resolve) => setTimeout(resolve, 250 * 2 ** attempt));
    }
  }
}
