import protobuf from 'protobufjs';
import type { ProcessingRequest, ProcessingResponse } from './messages.js';

/**
 * The part of Envoy's external processing protocol that this service reads and writes. Names and numbers are those of
 * envoy/service/ext_proc/v3/external_processor.proto and the files that it imports; tests/runtime/gateway compares each with the descriptors inside
 * the Envoy that it runs. Fields that are left out are skipped when read, as protobuf says.
 */
const { root } = protobuf.parse(`
  syntax = "proto3";

  message ProcessingRequest {
    oneof request {
      HttpHeaders request_headers = 2;
      HttpHeaders response_headers = 3;
      HttpBody request_body = 4;
      HttpBody response_body = 5;
      HttpTrailers request_trailers = 6;
      HttpTrailers response_trailers = 7;
    }
  }
  message HttpHeaders { HeaderMap headers = 1; bool end_of_stream = 3; }
  message HttpBody { bytes body = 1; bool end_of_stream = 2; }
  message HttpTrailers { HeaderMap trailers = 1; }
  message HeaderMap { repeated HeaderValue headers = 1; }
  message HeaderValue { string key = 1; string value = 2; bytes raw_value = 3; }

  message ProcessingResponse {
    oneof response {
      HeadersResponse request_headers = 1;
      HeadersResponse response_headers = 2;
      BodyResponse request_body = 3;
      BodyResponse response_body = 4;
      TrailersResponse request_trailers = 5;
      TrailersResponse response_trailers = 6;
      ImmediateResponse immediate_response = 7;
    }
    Struct dynamic_metadata = 8;
    ProcessingMode mode_override = 9;
  }
  message HeadersResponse { CommonResponse response = 1; }
  message BodyResponse { CommonResponse response = 1; }
  message TrailersResponse { HeaderMutation header_mutation = 1; }
  message CommonResponse {
    enum ResponseStatus { CONTINUE = 0; CONTINUE_AND_REPLACE = 1; }
    ResponseStatus status = 1;
    HeaderMutation header_mutation = 2;
    BodyMutation body_mutation = 3;
    bool clear_route_cache = 5;
  }
  message HeaderMutation { repeated HeaderValueOption set_headers = 1; repeated string remove_headers = 2; }
  message HeaderValueOption {
    enum HeaderAppendAction { APPEND_IF_EXISTS_OR_ADD = 0; ADD_IF_ABSENT = 1; OVERWRITE_IF_EXISTS_OR_ADD = 2; }
    HeaderValue header = 1;
    HeaderAppendAction append_action = 3;
  }
  message BodyMutation { oneof mutation { bytes body = 1; bool clear_body = 2; StreamedBodyResponse streamed_response = 3; } }
  message StreamedBodyResponse { bytes body = 1; bool end_of_stream = 2; }
  message ImmediateResponse { HttpStatus status = 1; HeaderMutation headers = 2; bytes body = 3; string details = 5; }
  message HttpStatus { uint32 code = 1; }
  message ProcessingMode {
    enum HeaderSendMode { DEFAULT = 0; SEND = 1; SKIP = 2; }
    enum BodySendMode { NONE = 0; STREAMED = 1; BUFFERED = 2; BUFFERED_PARTIAL = 3; FULL_DUPLEX_STREAMED = 4; }
    HeaderSendMode request_header_mode = 1;
    HeaderSendMode response_header_mode = 2;
    BodySendMode request_body_mode = 3;
    BodySendMode response_body_mode = 4;
    HeaderSendMode request_trailer_mode = 5;
    HeaderSendMode response_trailer_mode = 6;
  }
  message Struct { map<string, Value> fields = 1; }
  message Value { oneof kind { string string_value = 3; Struct struct_value = 5; } }
`);

const request = root.lookupType('ProcessingRequest');
const response = root.lookupType('ProcessingResponse');

/** The schema above, to be compared with Envoy's own. */
export const externalProcessorSchema = root;

/** `ExternalProcessor`: one stream for each HTTP request that Envoy asks about. */
export const externalProcessor = {
  Process: {
    path: '/envoy.service.ext_proc.v3.ExternalProcessor/Process',
    requestStream: true,
    responseStream: true,
    requestDeserialize: (bytes: Buffer) => request.decode(bytes) as unknown as ProcessingRequest,
    requestSerialize: (message: object) => Buffer.from(request.encode(message).finish()),
    responseDeserialize: (bytes: Buffer) => response.decode(bytes) as unknown as ProcessingResponse,
    responseSerialize: (message: ProcessingResponse) => Buffer.from(response.encode(message).finish()),
  },
} as const;
