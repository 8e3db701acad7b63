/**
 * The marshaller of one engine: a mapper that also takes functions across the boundary, because it knows who runs them
 * (embedding 2.5, 2.7).
 */
import type { IonFunction as FunctionValue, NativeFunction } from "../values/function.ts";
import type { Value } from "../values/value.ts";
import { type Codec, encodeWith } from "./codec.ts";
import { Conversion } from "./conversion.ts";
import type { HostEnvironment } from "./host-environment.ts";
import { createHostFunction, isAsyncFunction } from "./host-function.ts";
import { createIonFunction } from "./ion-function.ts";
import { type DictForm, Mapper } from "./mapper.ts";
import type { TypeRegistry } from "./type-registry.ts";
import type { HostCallback } from "./types.ts";

export class Marshaller extends Mapper {
  readonly environment: HostEnvironment;
  /** The conversion of whatever has no parts. */
  readonly scalars = new Conversion(this);
  /** One function value for each JavaScript function. */
  readonly #functions = new WeakMap<HostCallback, NativeFunction>();

  constructor(types: TypeRegistry, dicts: DictForm, environment: HostEnvironment) {
    super(types, dicts);
    this.environment = environment;
  }

  encode(codec: Codec<unknown>, input: unknown): Value {
    return codec.isScalar ? codec.encode(input, this.scalars) : encodeWith(codec, input, this);
  }

  /** `async function`s may wait, all others answer at once. */
  override functionToIon(callback: HostCallback): NativeFunction {
    const known = this.#functions.get(callback);
    if (known !== undefined) return known;
    const made = this.createFunction(callback, isAsyncFunction(callback));
    this.#functions.set(callback, made);
    return made;
  }

  createFunction(callback: HostCallback, isAsync: boolean): NativeFunction {
    const name = callback.name === "" ? "<host>" : callback.name;
    return createHostFunction({ name, isAsync, signature: null, callback }, this);
  }

  protected override createFunctionView(value: FunctionValue | NativeFunction): object {
    return createIonFunction(value, this);
  }
}
