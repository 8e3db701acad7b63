/**
 * Structs between Ion and JavaScript (embedding 1.6, 2.6). Field types are checked here, when a value crosses the
 * boundary, never when a script constructs one.
 */
import { HostStruct, type StructType } from "../values/host-types.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import { Codec, inputMismatch, mismatch } from "./codec.ts";
import type { Conversion } from "./conversion.ts";
import { IonStruct } from "./data-objects.ts";
import { objectFrom } from "./own-property.ts";

/** Makes the JavaScript form from the decoded fields, which come in the order of declaration. */
export type CreateInstance = (fields: Record<string, unknown>) => object;

export class StructCodec extends Codec<object> {
  readonly type: StructType;
  readonly #fields: ReadonlyMap<string, Codec<unknown>>;
  readonly #create: CreateInstance;

  constructor(name: string, fields: ReadonlyMap<string, Codec<unknown>>, create: CreateInstance) {
    super();
    this.type = Object.freeze({ name, fields: Object.freeze([...fields.keys()]) });
    this.#fields = fields;
    this.#create = create;
  }

  /** Any object that has the fields will do, because TypeScript's types are structural. */
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (typeof input !== "object" || input === null) throw inputMismatch(conversion, this.describe(), input);
    const source = (input instanceof IonStruct ? input.fields : input) as Record<string, unknown>;
    const fields = new Map<string, Value>();
    for (const [name, codec] of this.#fields) {
      conversion.enter(name);
      const field = source[name];
      if (field === undefined && !(name in source)) throw conversion.fail(`missing field in ${this.type.name}`);
      fields.set(name, codec.encode(field, conversion));
      conversion.leave();
    }
    return new HostStruct(this.type, fields);
  }

  override decode(value: Value, conversion: Conversion): object {
    const { name } = this.type;
    if (!(value instanceof HostStruct)) throw mismatch(conversion, name, value);
    if (value.type.name !== name) throw conversion.fail(`expected ${name}, got different host ${typeOf(value)}`);
    const fields = [...this.#fields].map(([field, codec]) => {
      if (!value.fields.has(field)) throw conversion.fail(`missing field in ${name}`);
      conversion.enter(field);
      const decoded = codec.decode(value.fields.get(field), conversion);
      conversion.leave();
      return [field, decoded] as const;
    });
    return this.#create(objectFrom(fields));
  }

  override describe(): string {
    return this.type.name;
  }
}
