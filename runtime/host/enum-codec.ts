/** Enums between Ion and JavaScript (embedding 1.6, 2.6): the data of each variant has types of its own. */
import { type EnumType, HostEnum } from "../values/host-types.ts";
import type { Value } from "../values/value.ts";
import { Codec, inputMismatch, mismatch } from "./codec.ts";
import type { Conversion } from "./conversion.ts";
import { IonEnum } from "./data-objects.ts";

export type VariantCodecs = ReadonlyMap<string, readonly Codec<unknown>[]>;
export type CreateVariant = (variant: string, data: readonly unknown[]) => object;

export class EnumCodec extends Codec<object> {
  readonly type: EnumType;
  readonly #variants: VariantCodecs;
  readonly #create: CreateVariant;

  constructor(name: string, variants: VariantCodecs, create: CreateVariant) {
    super();
    const shapes = [...variants].map(([variant, data]) => [variant, { arity: data.length }] as const);
    this.type = Object.freeze({ name, variants: new Map(shapes) });
    this.#variants = variants;
    this.#create = create;
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (!(input instanceof IonEnum)) throw inputMismatch(conversion, this.describe(), input);
    const types = this.#typesOf(input.type, input.variant, input.data.length, conversion);
    const data = types.map((codec, index) =>
      conversion.within([index], () => codec.encode(input.data[index], conversion)),
    );
    return new HostEnum(this.type, input.variant, data);
  }

  override decode(value: Value, conversion: Conversion): object {
    if (!(value instanceof HostEnum)) throw mismatch(conversion, this.describe(), value);
    const types = this.#typesOf(value.type.name, value.variant, value.data.length, conversion);
    const data = types.map((codec, index) =>
      conversion.within([index], () => codec.decode(value.data[index], conversion)),
    );
    return this.#create(value.variant, data);
  }

  override describe(): string {
    return this.type.name;
  }

  #typesOf(type: string, variant: string, length: number, conversion: Conversion): readonly Codec<unknown>[] {
    const { name } = this.type;
    if (type !== name) throw conversion.fail(`expected ${name}, got different host enum`);
    const types = this.#variants.get(variant);
    if (types === undefined) throw conversion.fail(`unknown variant '${variant}' in ${name}`);
    if (types.length !== length) {
      throw conversion.fail(`${name}::${variant} expects ${types.length} arguments, got ${length}`);
    }
    return types;
  }
}
