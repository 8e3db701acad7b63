/** A named export of a compiled module: an IonFunction whose program is instantiated on the first call (D29). */
import type { CallAsyncOptions, CallOptions, IonArity, IonFunction, IonInput, IonOutput } from "../host/types.ts";
import type { DefaultInstance } from "./default-instance.ts";

/** Nothing is known of the parameters before the top level ran. */
const UNKNOWN_ARITY: IonArity = Object.freeze({ min: 0, max: Number.POSITIVE_INFINITY, params: Object.freeze([]) });

export function createExportedFunction(name: string, instance: DefaultInstance): IonFunction {
  const invoke = async (args: readonly IonInput[], options?: CallAsyncOptions): Promise<IonOutput> =>
    (await instance.find(name)).invoke(args, options);
  const invokeSync = (args: readonly IonInput[], options?: CallOptions): IonOutput =>
    instance.findSync(name, invokeSync).invokeSync(args, options);
  const call = (...args: readonly IonInput[]): Promise<IonOutput> => invoke(args);
  return Object.defineProperties(call, {
    name: { value: name },
    length: { value: 0 },
    arity: { value: UNKNOWN_ARITY },
    sync: { value: (...args: readonly IonInput[]) => invokeSync(args) },
    invoke: { value: invoke },
    invokeSync: { value: invokeSync },
  }) as unknown as IonFunction;
}
