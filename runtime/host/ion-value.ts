/**
 * `IonValue`, an Ion value that has not been converted: what `raw: true` answers and what the constructors of `Value`
 * make (embedding 2.3, 2.5). It remembers the mapper of the engine it came from, so that a codec which converts it
 * later knows that engine's types and can call its functions.
 */
import { display } from "../values/display.ts";
import { typeOf } from "../values/type-of.ts";
import type { Value } from "../values/value.ts";
import type { Mapper } from "./mapper.ts";

let create: (value: Value, origin: Mapper | null) => IonValue;
let readValue: (wrapped: IonValue) => Value;
let readOrigin: (wrapped: IonValue) => Mapper | null;
let test: (value: object) => value is IonValue;

export class IonValue {
  readonly #value: Value;
  readonly #origin: Mapper | null;

  private constructor(value: Value, origin: Mapper | null) {
    this.#value = value;
    this.#origin = origin;
  }

  static {
    create = (value, origin) => new IonValue(value, origin);
    readValue = (wrapped) => wrapped.#value;
    readOrigin = (wrapped) => wrapped.#origin;
    test = (value): value is IonValue => #value in value;
  }

  /** As `type_of` answers it. */
  get typeName(): string {
    return typeOf(this.#value);
  }

  /** What `io::println` prints. */
  toString(): string {
    return display(this.#value);
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return `IonValue(${this.typeName}) ${this.toString()}`;
  }
}

export function wrapValue(value: Value, origin: Mapper | null = null): IonValue {
  return create(value, origin);
}

export function unwrapValue(wrapped: IonValue): Value {
  return readValue(wrapped);
}

/** The mapper of the engine that the value came from; null for values that the host made. */
export function originOf(wrapped: IonValue): Mapper | null {
  return readOrigin(wrapped);
}

/** Looks at the private field, so that no imitation is taken for the real thing. */
export function isIonValue(value: object): value is IonValue {
  return test(value);
}
