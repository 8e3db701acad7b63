/**
 * The marshaller of one engine: it knows the engine's types, how dicts look, and how functions cross the boundary
 * (embedding 2.5). Functions, cells and other values with identity map to the same object every time, in both
 * directions.
 */
import { Cell } from "../values/cell.ts";
import { IonFunction as FunctionValue, IonModule as ModuleValue, NativeFunction } from "../values/function.ts";
import { HostEnum, HostStruct } from "../values/host-types.ts";
import type { HeapValue, Value } from "../values/value.ts";
import type { Codec } from "./codec.ts";
import { Conversion } from "./conversion.ts";
import type { IonEnum, IonStruct } from "./data-objects.ts";
import { createHostFunction, isAsyncFunction } from "./host-function.ts";
import { detachedEnvironment, type HostEnvironment } from "./host-environment.ts";
import { createIonFunction } from "./ion-function.ts";
import { bindOriginal, IonCell, IonModule, IonOpaque, IonReceiver, IonSender, IonTask } from "./live-objects.ts";
import { convertToIon } from "./to-ion.ts";
import { convertToJs } from "./to-js.ts";
import { TypeRegistry } from "./type-registry.ts";
import type { HostCallback, IonInput, IonOutput } from "./types.ts";

/** The scheduler's objects by their display texts: the host room must not know the scheduler's classes. */
const VIEWS: ReadonlyMap<string, new () => IonOpaque> = new Map([
  ["<AsyncTask>", IonTask],
  ["<Task>", IonTask],
  ["<AsyncChannelTx>", IonSender],
  ["<ChannelTx>", IonSender],
  ["<AsyncChannelRx>", IonReceiver],
  ["<ChannelRx>", IonReceiver],
]);

export type DictForm = "object" | "map";

export class Marshaller {
  readonly types: TypeRegistry;
  readonly dicts: DictForm;
  readonly environment: HostEnvironment;
  /** The JavaScript object of each Ion value with identity, and the function value of each JavaScript function. */
  readonly #views = new WeakMap<HeapValue, object>();
  readonly #functions = new WeakMap<HostCallback, NativeFunction>();

  constructor(types: TypeRegistry, dicts: DictForm, environment: HostEnvironment) {
    this.types = types;
    this.dicts = dicts;
    this.environment = environment;
  }

  toIon(input: unknown): Value {
    return convertToIon(input, new Conversion(this));
  }

  toJs(value: Value): IonOutput {
    return convertToJs(value, new Conversion(this));
  }

  encodeAs(codec: Codec<unknown>, input: unknown): Value {
    return codec.encode(input, new Conversion(this));
  }

  decodeAs(codec: Codec<unknown>, value: Value): unknown {
    return codec.decode(value, new Conversion(this));
  }

  /** A JavaScript function passed as a value: `async function`s wait, all others answer at once. */
  functionToIon(callback: HostCallback): NativeFunction {
    const known = this.#functions.get(callback);
    if (known !== undefined) return known;
    const isAsync = isAsyncFunction(callback);
    const made = createHostFunction({ name: callback.name || "<host>", isAsync, signature: null, callback }, this);
    this.#functions.set(callback, made);
    return made;
  }

  /** The object that stands for a value with identity. */
  viewOf(value: HeapValue): object {
    const known = this.#views.get(value);
    if (known !== undefined) return known;
    const view = bindOriginal(this.#createView(value), value);
    this.#views.set(value, view);
    return view;
  }

  #createView(value: HeapValue): object {
    if (value instanceof FunctionValue || value instanceof NativeFunction) return createIonFunction(value, this);
    if (value instanceof Cell) return this.#createCell(value);
    if (value instanceof ModuleValue) return new IonModule();
    const View = VIEWS.get(value.displayText()) ?? IonOpaque;
    return new View();
  }

  #createCell(cell: Cell): IonCell {
    return new IonCell({
      get: () => this.toJs(cell.value),
      set: (value: IonInput) => {
        cell.value = this.toIon(value);
      },
    });
  }

  /** An `IonStruct` of the host, of a type that this engine knows. */
  structToIon(input: IonStruct, conversion: Conversion): HostStruct {
    const type = this.types.struct(input.type);
    if (type === undefined) throw conversion.fail(`unknown type '${input.type}'`);
    const codec = this.types.codecOfType(input.type);
    if (codec !== null) return codec.encode(input, conversion) as HostStruct;
    const names = Object.keys(input.fields);
    const unknown = names.find((name) => !type.fields.includes(name));
    if (unknown !== undefined) throw conversion.fail(`unknown field in ${input.type}`, [unknown]);
    if (names.length !== type.fields.length) throw conversion.fail(`missing field in ${input.type}`);
    const fields = names.map((name) => {
      return [name, conversion.within([name], () => convertToIon(input.fields[name], conversion))] as const;
    });
    return new HostStruct(type, new Map(fields));
  }

  /** An `IonEnum` of the host, of a type that this engine knows. */
  enumToIon(input: IonEnum, conversion: Conversion): HostEnum {
    const type = this.types.enum(input.type);
    if (type === undefined) throw conversion.fail(`unknown enum '${input.type}'`);
    const codec = this.types.codecOfType(input.type);
    if (codec !== null) return codec.encode(input, conversion) as HostEnum;
    const variant = type.variants.get(input.variant);
    if (variant === undefined) throw conversion.fail(`unknown variant '${input.variant}' in ${input.type}`);
    if (input.data.length !== variant.arity) {
      const counts = `${variant.arity} arguments, got ${input.data.length}`;
      throw conversion.fail(`${input.type}::${input.variant} expects ${counts}`);
    }
    const data = input.data.map((item, index) => conversion.within([index], () => convertToIon(item, conversion)));
    return new HostEnum(type, input.variant, data);
  }
}

let detached: Marshaller | null = null;

/** The marshaller of values that no engine has seen yet: it knows no types, and its functions cannot be called. */
export function detachedMarshaller(): Marshaller {
  detached ??= new Marshaller(new TypeRegistry(), "object", detachedEnvironment);
  return detached;
}
