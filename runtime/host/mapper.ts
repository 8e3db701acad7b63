/**
 * The part of a marshaller that needs no engine: which types there are, how dicts look, and one JavaScript object for
 * each Ion value with identity (embedding 2.5). How functions cross the boundary is left to marshaller.ts.
 */
import { Cell } from "../values/cell.ts";
import { IonFunction, IonModule as ModuleValue, NativeFunction } from "../values/function.ts";
import { HostEnum, HostStruct } from "../values/host-types.ts";
import type { HeapValue, Value } from "../values/value.ts";
import { Conversion } from "./conversion.ts";
import type { PathSegment } from "./conversion-error.ts";
import type { IonEnum, IonStruct } from "./data-objects.ts";
import { KeyShapes } from "./key-shapes.ts";
import { bindOriginal, IonCell, IonModule, IonOpaque, IonReceiver, IonSender, IonTask } from "./live-objects.ts";
import { misuse } from "./misuse.ts";
import { convertScalar, convertToIon } from "./to-ion.ts";
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

export abstract class Mapper {
  readonly types: TypeRegistry;
  readonly dicts: DictForm;
  /** Records that come in have the shapes of earlier ones. */
  readonly shapes = new KeyShapes();
  readonly #views = new WeakMap<HeapValue, object>();

  constructor(types: TypeRegistry, dicts: DictForm) {
    this.types = types;
    this.dicts = dicts;
  }

  /** A JavaScript function passed as a value. */
  abstract functionToIon(callback: HostCallback): NativeFunction;
  protected abstract createFunctionView(value: IonFunction | NativeFunction): object;

  /** `part`: of what the host passed, for the path in errors; default the whole. */
  toIon(input: unknown, part?: PathSegment): Value {
    if (input === undefined) return undefined;
    const scalar = convertScalar(input);
    if (scalar !== undefined) return scalar;
    const conversion = new Conversion(this);
    if (part !== undefined) conversion.enter(part);
    return convertToIon(input, conversion);
  }

  toJs(value: Value): IonOutput {
    return typeof value === "object" ? convertToJs(value, new Conversion(this)) : value;
  }

  /** The object that stands for a value with identity: the same one every time. */
  viewOf(value: HeapValue): object {
    const known = this.#views.get(value);
    if (known !== undefined) return known;
    const view = bindOriginal(this.#createView(value), value);
    this.#views.set(value, view);
    return view;
  }

  #createView(value: HeapValue): object {
    if (value instanceof IonFunction || value instanceof NativeFunction) return this.createFunctionView(value);
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
    const type = this.types.structs.get(input.type);
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
    const type = this.types.enums.get(input.type);
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

/** The mapper of values that no engine has seen: it knows no types, and functions cannot cross. */
class DetachedMapper extends Mapper {
  override functionToIon(): NativeFunction {
    throw misuse("a function needs an engine to become an Ion value; `Value.fn` makes one without");
  }

  protected override createFunctionView(): object {
    throw misuse("an Ion function needs an engine to be called; convert it through one");
  }
}

export const detachedMapper: Mapper = new DetachedMapper(new TypeRegistry(), "object");
