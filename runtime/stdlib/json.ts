/** The `json` module (stdlib 5.2): JSON and MessagePack, both ways. The work is done in json/. */
import { runtimeError } from "../errors.ts";
import { Bytes } from "../values/bytes.ts";
import { onlyArgument, stringArgument } from "./arguments.ts";
import type { ModuleDefinition } from "./definition.ts";
import { decodeJson } from "./json/decode.ts";
import { encodeJson, prettyJson } from "./json/encode.ts";
import { decodeMessagePack } from "./json/msgpack-decode.ts";
import { encodeMessagePack } from "./json/msgpack-encode.ts";

export const json: ModuleDefinition<"json"> = {
  encode: (args) => encodeJson(onlyArgument(args)),
  pretty: (args) => prettyJson(onlyArgument(args)),
  decode: (args) => decodeJson(stringArgument(args)),
  msgpack_encode: (args) => new Bytes(encodeMessagePack(onlyArgument(args))),
  msgpack_decode(args) {
    const data = onlyArgument(args);
    if (!(data instanceof Bytes)) throw runtimeError("requires bytes");
    return decodeMessagePack(data.data);
  },
};
