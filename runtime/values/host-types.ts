/** Values of types that the host registered (language 4.12, embedding 2.6). */
import { hashPart, hashSequence, hashString, mixHash } from "./hash.ts";
import { type Composition, HeapValue, type PendingPairs, samePart, type Value } from "./value.ts";

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

  /** Without fields there are two spaces between the braces (3.6). */
  override composition(): Composition {
    return {
      open: `${this.type.name} { `,
      parts: [...this.fields.values()],
      labels: [...this.fields.keys()].map((name) => `${name}: `),
      close: " }",
    };
  }

  /** Types are the same when they have the same name: an engine refuses two of one name. */
  override sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof HostStruct) || other.type.name !== this.type.name) return false;
    if (other.fields.size !== this.fields.size) return false;
    for (const [name, value] of this.fields) {
      if (!other.fields.has(name) || !samePart(value, other.fields.get(name), pending)) return false;
    }
    return true;
  }

  override hash(depth: number): number {
    let hash = mixHash(10, hashString(this.type.name));
    if (depth === 0) return hash;
    for (const [name, value] of this.fields) {
      hash = (hash + mixHash(hashString(name), hashPart(value, depth - 1))) | 0;
    }
    return hash;
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

  override composition(): Composition | null {
    if (this.data.length === 0) return null;
    return { open: `${this.displayText()}(`, parts: this.data, labels: null, close: ")" };
  }

  override sameAs(other: Value, pending: PendingPairs): boolean {
    if (!(other instanceof HostEnum) || other.type.name !== this.type.name || other.variant !== this.variant)
      return false;
    if (other.data.length !== this.data.length) return false;
    return this.data.every((value, index) => samePart(value, other.data[index], pending));
  }

  override hash(depth: number): number {
    const kind = mixHash(hashString(this.type.name), hashString(this.variant));
    return hashSequence(kind, this.data.length, (index) => this.data[index], depth);
  }
}
