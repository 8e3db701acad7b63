/** `t`: the codecs under the names that hosts use (embedding 2.6). */
import type { IonType } from "../host/codec.ts";
import { codecs } from "../host/codecs/codecs.ts";
import { JsonCodec, type JsonForm } from "./json-codec.ts";

export const t = Object.freeze({ ...codecs, json: new JsonCodec() as IonType<JsonForm> });
