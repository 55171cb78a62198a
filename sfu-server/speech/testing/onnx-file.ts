/** A field of a protocol buffer: numbers are varints, all else has a length before it. */
export type Field = readonly [number: number, value: number | string | Uint8Array | readonly Field[]];

/** What of the ONNX format (onnx.proto) a model of a few nodes needs. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
}
export interface OnnxTensor {
  readonly name: string;
  readonly type: 'float' | 'int64';
  /** A number, or the name of a length that is known when it runs. */
  readonly shape: readonly (number | string)[];
}

const TYPES = { float: 1, int64: 7 } as const;
const IR_VERSION = 8;
const OPSET = 13;

/** Bytes of an ONNX file. */
export function onnxFile(model: {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxTensor[];
  readonly outputs: readonly OnnxTensor[];
  readonly weights: readonly { readonly name: string; readonly dims: readonly number[]; readonly values: Float32Array }[];
  readonly metadata: Readonly<Record<string, string>>;
}): Buffer {
  const node = ({ op, inputs, output }: OnnxNode): readonly Field[] => [...inputs.map((name): Field => [1, name]), [2, output], [4, op]];
  const value = ({ name, type, shape }: OnnxTensor): readonly Field[] => {
    const dims = shape.map((dim): Field => [1, [typeof dim === 'number' ? [1, dim] : [2, dim]]]);
    const tensor: readonly Field[] = [
      [1, TYPES[type]],
      [2, dims],
    ];
    return [
      [1, name],
      [2, [[1, tensor]]],
    ];
  };
  const graph: readonly Field[] = [
    ...model.nodes.map((one): Field => [1, node(one)]),
    [2, 'graph'],
    ...model.weights.map(({ name, dims, values }): Field => {
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      return [5, [...dims.map((dim): Field => [1, dim]), [2, TYPES.float], [8, name], [9, bytes]]];
    }),
    ...model.inputs.map((one): Field => [11, value(one)]),
    ...model.outputs.map((one): Field => [12, value(one)]),
  ];
  return encoded([
    [1, IR_VERSION],
    [7, graph],
    [8, [[2, OPSET]]],
    ...Object.entries(model.metadata).map(
      ([key, text]): Field => [
        14,
        [
          [1, key],
          [2, text],
        ],
      ],
    ),
  ]);
}

function encoded(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'number') return [varint(number << 3), varint(value)];
      const bytes = typeof value === 'string' ? Buffer.from(value) : value instanceof Uint8Array ? value : encoded(value);
      return [varint((number << 3) | 2), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  return Buffer.from([...bytes, rest]);
}
