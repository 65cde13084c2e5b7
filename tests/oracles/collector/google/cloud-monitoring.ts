import { Server, ServerCredentials } from '@grpc/grpc-js';
import protobuf from 'protobufjs';

/** What of Cloud Monitoring's interface a collector sends, with the numbers of its fields. Source: google/monitoring/v3/metric_service.proto and google/api/{metric,monitored_resource,distribution}.proto. */
const interfaceText = `
syntax = "proto3";
message Metric { string type = 3; map<string, string> labels = 2; }
message Resource { string type = 1; map<string, string> labels = 2; }
message Distribution { int64 count = 1; }
message Value { oneof value { int64 int64_value = 2; double double_value = 3; Distribution distribution_value = 5; } }
message Point { Value value = 2; }
message TimeSeries { Metric metric = 1; Resource resource = 2; int32 metric_kind = 3; int32 value_type = 4; repeated Point points = 5; }
message Request { string name = 3; repeated TimeSeries time_series = 2; }
`;
const kinds = ['none', 'GAUGE', 'DELTA', 'CUMULATIVE'];
const values = ['none', 'BOOL', 'INT64', 'DOUBLE', 'STRING', 'DISTRIBUTION'];

/** A point as Cloud Monitoring would get it. */
export interface Received {
  readonly project: string;
  readonly type: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly resource: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  /** Kind and type of value, as a declaration says them. */
  readonly form: string;
  /** Of a distribution, how many values it has. */
  readonly value: number;
}

/** A server that takes series and keeps what it got. */
export async function cloudMonitoring(): Promise<{ readonly port: number; readonly received: readonly Received[]; readonly stop: () => void }> {
  const request = protobuf.parse(interfaceText, { keepCase: true }).root.lookupType('Request');
  const received: Received[] = [];
  const server = new Server();
  server.addService(
    {
      create: {
        path: '/google.monitoring.v3.MetricService/CreateTimeSeries',
        requestStream: false,
        responseStream: false,
        requestSerialize: (value: Buffer) => value,
        requestDeserialize: (bytes: Buffer) => request.toObject(request.decode(bytes), { defaults: true, longs: Number }),
        responseSerialize: (value: Buffer) => value,
        responseDeserialize: (bytes: Buffer) => bytes,
      },
    },
    {
      create: (
        { request: { name, time_series: series } }: { request: protobuf.Message & Record<string, never[] | string> },
        answer: (error: null, value: Buffer) => void,
      ) => {
        for (const one of series as never[]) received.push(...pointsOf(String(name), one));
        answer(null, Buffer.alloc(0));
      },
    },
  );
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error))),
  );
  return { port, received, stop: () => server.forceShutdown() };
}

interface Series {
  readonly metric: { readonly type: string; readonly labels: Readonly<Record<string, string>> };
  readonly resource: Received['resource'];
  readonly metric_kind: number;
  readonly value_type: number;
  readonly points: readonly {
    readonly value: { readonly int64_value?: number; readonly double_value?: number; readonly distribution_value?: { readonly count: number } };
  }[];
}

function pointsOf(project: string, { metric, resource, metric_kind: kind, value_type: type, points }: Series): Received[] {
  return points.map(({ value }) => ({
    project,
    type: metric.type,
    labels: metric.labels,
    resource,
    form: `${kinds[kind]} ${values[type]}`,
    value: value.distribution_value?.count ?? value.double_value ?? value.int64_value ?? Number.NaN,
  }));
}
