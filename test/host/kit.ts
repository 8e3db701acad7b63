/** A marshaller without an engine behind it, for tests of the conversion alone. */

import { IonConversionError } from "../../runtime/host/conversion-error.ts";
import { detachedEnvironment } from "../../runtime/host/host-environment.ts";
import type { DictForm } from "../../runtime/host/mapper.ts";
import { Marshaller } from "../../runtime/host/marshaller.ts";
import { TypeRegistry } from "../../runtime/host/type-registry.ts";

export function createMarshaller(dicts: DictForm = "object"): Marshaller {
  return new Marshaller(new TypeRegistry(), dicts, detachedEnvironment);
}

/** The conversion error that `body` throws; fails when it throws anything else. */
export function conversionErrorOf(body: () => unknown): IonConversionError {
  try {
    body();
  } catch (thrown) {
    if (thrown instanceof IonConversionError) return thrown;
    throw thrown;
  }
  throw new Error("no error");
}
