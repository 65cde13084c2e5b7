import protobuf from 'protobufjs';
import 'protobufjs/ext/descriptor/index.js';

const files = [
  'envoy/service/ext_proc/v3/external_processor.proto',
  'envoy/extensions/filters/http/ext_proc/v3/processing_mode.proto',
  'envoy/config/core/v3/base.proto',
  'envoy/type/v3/http_status.proto',
  'google/protobuf/struct.proto',
];

/** Fields of messages in these files as `Message.field = number`, read from the descriptors that a program of C++ carries. */
export function descriptorsIn(program: Buffer): ReadonlySet<string> {
  return new Set(files.flatMap((file) => fieldsIn(descriptorOf(program, file))));
}

const { FileDescriptorProto } = (protobuf as unknown as { readonly descriptor: { readonly FileDescriptorProto: protobuf.Type } }).descriptor;

/** A serialized FileDescriptorProto begins with its name, field 1; it ends where no field of one follows. */
function descriptorOf(program: Buffer, file: string): Descriptor {
  const start = program.indexOf(Buffer.concat([Buffer.from([0x0a, file.length]), Buffer.from(file)]));
  if (start < 0) throw new Error(`no descriptor of ${file}`);
  const reader = protobuf.Reader.create(program.subarray(start, start + 100_000));
  let end = 0;
  for (;;) {
    const tag = reader.uint32();
    const field = tag >>> 3;
    if (field === 0 || field > 14) break;
    reader.skipType(tag & 7);
    end = reader.pos;
  }
  return FileDescriptorProto.toObject(FileDescriptorProto.decode(program.subarray(start, start + end))) as Descriptor;
}

interface Descriptor {
  readonly messageType: readonly { readonly name: string; readonly field: readonly { readonly name: string; readonly number: number }[] }[];
}

function fieldsIn({ messageType }: Descriptor): string[] {
  return messageType.flatMap(({ name, field }) => (field ?? []).map((each) => `${name}.${each.name} = ${each.number}`));
}
