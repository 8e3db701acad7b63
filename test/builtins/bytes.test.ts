import { callBytes } from "../../runtime/builtins/bytes.ts";
import { NONE } from "../../runtime/values/option.ts";
import { bytes, float, list, tuple } from "../methods/kit.ts";
import { builtinCases, callCases } from "./kit.ts";

callCases("bytes", callBytes, [
  [[], 'b""'],
  [[list(0, 72, 255)], 'b"\\x00H\\xff"'],
  [["añ"], 'b"a\\xc3\\xb1"'],
  [[2], 'b"\\x00\\x00"'],
  [[list(1, 256)], "R bytes byte value out of range: 256"],
  [[list(-1)], "R bytes byte value out of range: -1"],
  [[list(1, float(1))], "R bytes requires an int byte"],
  [[-1], "R invalid byte count: -1"],
  [[10_000_001], "R invalid byte count: 10000001"],
  [[2n ** 60n], "R invalid byte count: 1152921504606846976"],
  [[bytes("a")], "R bytes() not supported for bytes"],
  [[tuple(1)], "R bytes() not supported for tuple"],
  [[NONE], "R bytes() not supported for Option"],
  [[1, 2], "R bytes takes 0 or 1 argument"],
]);

builtinCases("bytes_from_hex", [
  [["00fFaB"], 'b"\\x00\\xff\\xab"'],
  [[""], 'b""'],
  [["abc"], "R hex string must have even length"],
  [["1g"], "R invalid hex byte: 1g"],
  [["0x10"], "R invalid hex byte: 0x"],
  [["+1"], "R invalid hex byte: +1"],
  [["é"], "R hex string must be ASCII"],
  [[12], "R bytes_from_hex requires a string"],
  [[], "R bytes_from_hex takes 1 argument"],
  [["00", "11"], "R bytes_from_hex takes 1 argument"],
]);
