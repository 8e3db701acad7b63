/**
 * The part of a marshaller that needs no engine: which types there are, how dicts look, and one JavaScript object for
 * each Ion value with identity (embedding 2.5). How functions cross the boundary is left to marshaller.ts.
 */
import { Cell } from "../values/cell.ts";
import { IonFunction, IonModule as ModuleValue, NativeFunction } from "../values/function.ts";
import type { HeapValue, Value } from "../values/value.ts";
import { Conversion } from "./conversion.ts";
import type { PathSegment } from "./conversion-error.ts";
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
