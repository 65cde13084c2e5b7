/** A message of Envoy as protobufjs reads it: one field is set, the others are null. Bytes that are none are an empty array. */
export interface ProcessingRequest {
  readonly requestHeaders: HttpHeaders | null;
  readonly responseHeaders: HttpHeaders | null;
  readonly requestBody: HttpBody | null;
  readonly responseBody: HttpBody | null;
  readonly requestTrailers: object | null;
  readonly responseTrailers: object | null;
}

export interface HttpHeaders {
  readonly headers: { readonly headers: readonly HeaderValue[] } | null;
  /** There is no body. */
  readonly endOfStream: boolean;
}

export interface HttpBody {
  readonly body: Uint8Array | readonly [];
  readonly endOfStream: boolean;
}

export function bytesOf({ body }: HttpBody): Uint8Array {
  return body instanceof Uint8Array ? body : new Uint8Array();
}

export interface HeaderValue {
  readonly key: string;
  readonly rawValue: Uint8Array;
}

export type ProcessingResponse = (
  | { readonly requestHeaders: { readonly response: CommonResponse } }
  | { readonly responseHeaders: { readonly response: CommonResponse } }
  | { readonly requestBody: { readonly response: CommonResponse } }
  | { readonly responseBody: { readonly response: CommonResponse } }
  | { readonly requestTrailers: object }
  | { readonly responseTrailers: object }
  | { readonly immediateResponse: ImmediateResponse }
) & {
  readonly dynamicMetadata?: Struct;
  readonly modeOverride?: ProcessingMode;
};

export interface CommonResponse {
  readonly headerMutation?: HeaderMutation;
  readonly bodyMutation?: { readonly body: Uint8Array } | { readonly streamedResponse: { readonly body: Uint8Array; readonly endOfStream: boolean } };
  /** Has effect only beside a header mutation. */
  readonly clearRouteCache?: boolean;
}

export interface HeaderMutation {
  readonly setHeaders?: readonly { readonly header: HeaderValue; readonly appendAction: number }[];
  readonly removeHeaders?: readonly string[];
}

export interface ImmediateResponse {
  readonly status: { readonly code: number };
  readonly headers: HeaderMutation;
  readonly body: Uint8Array;
  /** Ends up in Envoy's logs: a code, never content. */
  readonly details: string;
}

export interface ProcessingMode {
  readonly requestHeaderMode: number;
  readonly requestBodyMode: number;
  readonly responseHeaderMode: number;
  readonly responseBodyMode: number;
  readonly responseTrailerMode: number;
}

export interface Struct {
  readonly fields: Readonly<Record<string, { readonly stringValue: string } | { readonly structValue: Struct }>>;
}
