/** Codecs that do not look at the type: the default mapping, the unconverted value, and functions (embedding 2.6). */
import { isCallable } from "../../machine/call.ts";
import { IonModule } from "../../values/function.ts";
import type { HeapValue, Value } from "../../values/value.ts";
import { Codec, inputMismatch, mismatch } from "../codec.ts";
import type { Conversion } from "../conversion.ts";
import { type IonValue, isIonValue, unwrapValue, wrapValue } from "../ion-value.ts";
import { convertScalar, convertToIon } from "../to-ion.ts";
import { convertToJs } from "../to-js.ts";
import type { IonFunction, IonOutput } from "../types.ts";

export class AnyCodec extends Codec<IonOutput> {
  override encode(input: unknown, conversion: Conversion): Value {
    return this.encodePlain(input, conversion);
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    return convertScalar(input) ?? convertToIon(input, conversion);
  }

  override decode(value: Value, conversion: Conversion): IonOutput {
    return convertToJs(value, conversion);
  }

  override describe(): string {
    return "any value";
  }
}

/** Hands the value over as it is, without a copy. */
export class RawCodec extends Codec<IonValue> {
  override get isScalar(): boolean {
    return true;
  }

  override encode(input: unknown, conversion: Conversion): Value {
    return this.encodePlain(input, conversion);
  }

  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    if (typeof input !== "object" || input === null || !isIonValue(input)) {
      throw inputMismatch(conversion, "IonValue", input);
    }
    return unwrapValue(input);
  }

  override decode(value: Value, conversion: Conversion): IonValue {
    return wrapValue(value, conversion.mapper);
  }

  override describe(): string {
    return "IonValue";
  }
}

export class FunctionCodec extends Codec<IonFunction> {
  protected override encodePlain(input: unknown, conversion: Conversion): Value {
    const value = typeof input === "function" ? convertToIon(input, conversion) : undefined;
    if (!isCallable(value)) throw inputMismatch(conversion, "fn", input);
    return value;
  }

  override decode(value: Value, conversion: Conversion): IonFunction {
    if (!isCallable(value)) throw mismatch(conversion, "fn", value);
    const callable = value instanceof IonModule ? value.callable! : (value as HeapValue);
    return conversion.mapper.viewOf(callable) as IonFunction;
  }

  override describe(): string {
    return "fn";
  }
}
