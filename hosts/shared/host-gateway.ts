import type { FieldForm } from '../../runtime/gateway/forms/policy.js';
import type { Credential } from '../../runtime/gateway/forms/tokens.js';
import type { Deployment } from '../../runtime/gateway/forms/translator.js';
import type { Outputs } from '../../topology/outputs.js';
import type { Topology } from '../../topology/schema/topology.js';

/** A host as the gateway of one workload calls it. Every value that exists after a deployment only is in the outputs. */
export interface GatewayCall<H> {
  readonly topology: Topology;
  readonly outputs: Outputs;
  readonly workload: string;
  readonly id: string;
  readonly host: H;
}

/** What the gateway knows of a kind of host. Total: `none` where it has no such thing. */
export interface HostGateway<H> {
  /** What answers: one, or two while one takes over from the other, of which each gets a part of the requests. */
  targets(call: GatewayCall<H>): readonly GatewayTarget[];
  /** What the gateway asks about every prompt and answer, beside a Llama Guard. */
  filter(call: GatewayCall<H>): FilterService | 'none';
  /** Where passages come from that are put in front of a question. */
  search(call: GatewayCall<H>): SearchService | 'none';
}

export interface GatewayTarget {
  /** Which of two while one takes over. */
  readonly version: 'present' | 'next';
  /** Part of the host's requests, in percent; what gets none is no target. */
  readonly percent: number;
  readonly server: OpenAiServer | ConverseServer;
  readonly body: BodyForm;
  /** What it means by fields of a request, by name; of a field that is missing it means something else, or nothing. */
  readonly fields: Readonly<Record<string, FieldForm>>;
  /** Tokens of prompt and answer together, and of an answer. */
  readonly contextTokens: number;
  readonly answerTokens: number;
  /** USD for 10^6 tokens; `by capacity` where it is paid for, busy or not; `unknown` where facts have no price to use. */
  readonly price: TokenPrice | 'by capacity' | 'unknown';
}

export interface TokenPrice {
  readonly input: number;
  readonly output: number;
}

/** A server that speaks the OpenAI protocol. */
export interface OpenAiServer {
  readonly protocol: 'openai';
  readonly endpoint: Endpoint;
  /** Path of chat completions, with its query. */
  readonly path: string;
  /**
   * Path of those that are asked for as a stream.
   * @default - the same
   */
  readonly streamPath?: string;
  /** What shows it who is calling. */
  readonly credential: Credential;
  /** Headers that it needs besides. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A model on Bedrock, which the translator calls. */
export interface ConverseServer {
  readonly protocol: 'converse';
  readonly deployment: Deployment;
}

export interface Endpoint {
  /** A name that is resolved, or an address. */
  readonly address: string;
  readonly port: number;
  /** What requests call it, and its certificate must be made for. */
  readonly name: string;
  readonly trust: Trust;
  /**
   * The proxy that connections are opened through, by HTTP CONNECT.
   * @default - they are opened directly
   */
  readonly through?: Through;
}

/** A proxy, which is called over TLS and passes that to the endpoint on unread. */
export interface Through {
  readonly name: string;
  readonly port: number;
  readonly trust: Trust;
}

/** Who vouches for a certificate: authorities that everybody trusts, one of `gateway.authorities`, or one whose certificate facts pin. */
export type Trust =
  | { readonly by: 'public' }
  | { readonly by: 'private'; readonly authority: string }
  | { readonly by: 'pinned'; readonly certificate: string };

/** How the body of a request is for this server. */
export interface BodyForm {
  /** Its own name for the model. */
  readonly model: string;
  /** Whether it schedules by vLLM's `priority`, which others refuse. */
  readonly priority: 'understood' | 'refused';
  /**
   * Where its body differs from OpenAI's by more than the name of a model.
   * @default - it does not
   */
  readonly names?: {
    /** The field that names the model. */
    readonly field: string;
    /** Fields that every request has besides. */
    readonly with: Readonly<Record<string, string>>;
    /** Fields that it is told otherwise. */
    readonly without: readonly string[];
  };
}

export interface FilterService {
  readonly kind: 'model-armor';
  readonly endpoint: Endpoint;
  readonly credential: Credential;
  /** Full name of its template. */
  readonly template: string;
}

export interface SearchService {
  readonly endpoint: Endpoint;
  readonly credential: Credential;
  /** Full name of the serving config. */
  readonly servingConfig: string;
}

/** No filter and no search. */
export const answersOnly: Pick<HostGateway<unknown>, 'filter' | 'search'> = { filter: () => 'none', search: () => 'none' };

/** A deploy-time value that `deployTimeValues` of the traits names; the zone's files are not written while one is missing. */
export function known<T>(value: T | undefined, field: string): T {
  if (value === undefined) throw new Error(`the outputs file has no ${field}, and the traits of the host do not demand it`);
  return value;
}
