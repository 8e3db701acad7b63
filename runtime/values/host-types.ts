/** Values of types that the host registered (language 4.12, embedding 2.6). */
import { HeapValue, type Value } from "./value.ts";

export interface StructType {
  readonly name: string;
  readonly fields: readonly string[];
}

export interface EnumType {
  readonly name: string;
  readonly variants: ReadonlyMap<string, { readonly arity: number }>;
}

/** Fields keep the order in which the script wrote them; equality ignores it. */
export class HostStruct extends HeapValue {
  readonly type: StructType;
  readonly fields: ReadonlyMap<string, Value>;

  constructor(type: StructType, fields: ReadonlyMap<string, Value>) {
    super();
    this.type = type;
    this.fields = fields;
  }

  override get typeName(): string {
    return "struct";
  }

  override displayText(): string {
    return this.type.name;
  }
}

export class HostEnum extends HeapValue {
  readonly type: EnumType;
  readonly variant: string;
  readonly data: readonly Value[];

  constructor(type: EnumType, variant: string, data: readonly Value[]) {
    super();
    this.type = type;
    this.variant = variant;
    this.data = data;
  }

  override get typeName(): string {
    return "enum";
  }

  override displayText(): string {
    return `${this.type.name}::${this.variant}`;
  }
}
