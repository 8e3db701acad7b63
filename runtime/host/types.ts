/** The types that the public API speaks of: what goes into Ion, what comes out, functions in both directions. */
import type { IonFrame } from "../error-format.ts";
import type { IonType } from "./codec.ts";
import type { Err, Ok, Some } from "./containers.ts";
import type { IonEnum, IonRange, IonStruct } from "./data-objects.ts";
import type { IonValue } from "./ion-value.ts";
import type { IonCell, IonOpaque } from "./live-objects.ts";

/** What Ion values look like in JavaScript by default (embedding 2.5). `object`: instances of registered classes. */
export type IonOutput =
  | number
  | bigint
  | boolean
  | string
  | null
  | undefined
  | Uint8Array
  | IonOutput[]
  | { [key: string]: IonOutput }
  | Map<string, IonOutput>
  | Set<IonOutput>
  | Some<IonOutput>
  | Ok<IonOutput>
  | Err<IonOutput>
  | IonFunction
  | IonCell
  | IonRange
  | IonStruct
  | IonEnum
  | IonOpaque
  | object;

/**
 * What can become an Ion value. `object` admits instances of registered classes; the rest is checked when converted.
 * `IonFunction`, an object, is not named again, so that a function literal takes its parameters from `HostCallback`.
 */
export type IonInput =
  | Exclude<IonOutput, IonFunction>
  | ArrayBuffer
  | DataView
  | IonValue
  | readonly IonInput[]
  | HostCallback;

/**
 * What TypeScript cannot know and the host does: the parameters of a function that it registers without `sig()`, which it
 * may annotate as it likes (`(a: number, b) => …`), and the answer of `evalAsync`, which hosts use on the spot
 * (`(await engine.evalAsync(source))?.value`). With `unknown` or `IonOutput` neither would compile. There is no other `any`
 * in the public API (embedding D4); a typed `sig()` and `{ as: t.… }` check instead of trusting.
 */
// biome-ignore lint/suspicious/noExplicitAny: see above.
export type Untyped = any;

/** Any JavaScript function: hosts declare the parameters that they expect. */
export type HostCallback = (...args: Untyped[]) => unknown;

/** An asynchronous host function as registered without a signature. */
export type AsyncHostCallback = (context: HostContext, ...args: Untyped[]) => unknown;

/** How many arguments an Ion function takes. `max` is Infinity with a `*rest` parameter and for library functions. */
export interface IonArity {
  readonly min: number;
  readonly max: number;
  readonly params: readonly { readonly name: string; readonly kind: string; readonly hasDefault: boolean }[];
}

export interface CallOptions {
  readonly kwargs?: Readonly<Record<string, IonInput>>;
  readonly as?: IonType<unknown>;
  /** Answer an unconverted `IonValue`. */
  readonly raw?: boolean;
}

export interface CallAsyncOptions extends CallOptions {
  readonly signal?: AbortSignal;
}

/** A function of Ion that JavaScript can call (embedding 2.7, D24). */
export interface IonFunction {
  (...args: readonly IonInput[]): Promise<IonOutput>;
  sync(...args: readonly IonInput[]): IonOutput;
  invoke<T>(args: readonly IonInput[], options: CallAsyncOptions & { readonly as: IonType<T> }): Promise<T>;
  invoke(args: readonly IonInput[], options: CallAsyncOptions & { readonly raw: true }): Promise<IonValue>;
  invoke(args: readonly IonInput[], options?: CallAsyncOptions): Promise<IonOutput>;
  invokeSync<T>(args: readonly IonInput[], options: CallOptions & { readonly as: IonType<T> }): T;
  invokeSync(args: readonly IonInput[], options: CallOptions & { readonly raw: true }): IonValue;
  invokeSync(args: readonly IonInput[], options?: CallOptions): IonOutput;
  readonly name: string;
  readonly length: number;
  readonly arity: IonArity;
}

/** A function of Ion whose positional parameters are known: what `ion build --dts` declares (embedding 2.9). */
export interface IonExport<Args extends readonly IonInput[]> extends Pick<IonFunction, KnownBeforeParameters> {
  (...args: Args): Promise<IonOutput>;
  sync(...args: Args): IonOutput;
}

type KnownBeforeParameters = "invoke" | "invokeSync" | "name" | "length" | "arity";

/** Calls into an engine, from anywhere and at any time (embedding 2.7; concurrency H-19 to H-25). */
export interface EngineHandle {
  callAsync<T>(
    target: string | IonFunction,
    args: readonly IonInput[] | undefined,
    options: CallAsyncOptions & { readonly as: IonType<T> },
  ): Promise<T>;
  callAsync(
    target: string | IonFunction,
    args: readonly IonInput[] | undefined,
    options: CallAsyncOptions & { readonly raw: true },
  ): Promise<IonValue>;
  callAsync(target: string | IonFunction, args?: readonly IonInput[], options?: CallAsyncOptions): Promise<IonOutput>;
  /** Gives the handle up; afterwards its calls are refused. */
  close(): void;
}

/** The first argument of an asynchronous host function. */
export interface HostContext {
  /** Aborted when the calling task is cancelled. */
  readonly signal: AbortSignal;
  readonly engine: EngineHandle;
  readonly callSite: IonFrame;
  /** Calls an Ion function as a child of the calling task: it is cancelled with it. */
  call<T>(
    target: string | IonFunction,
    args: readonly IonInput[] | undefined,
    options: CallAsyncOptions & { readonly as: IonType<T> },
  ): Promise<T>;
  call(
    target: string | IonFunction,
    args: readonly IonInput[] | undefined,
    options: CallAsyncOptions & { readonly raw: true },
  ): Promise<IonValue>;
  call(target: string | IonFunction, args?: readonly IonInput[], options?: CallAsyncOptions): Promise<IonOutput>;
}
