import { float, methodCases, tuple } from "./kit.ts";

methodCases("stdlib 4.4 tuple", "len", [[tuple(1, 2), [], "2"]]);
methodCases("stdlib 4.4 tuple", "contains", [
  [tuple(1, "a"), [float(1)], "true"],
  [tuple(1), [2], "false"],
  [tuple(undefined), [], "false"],
]);
methodCases("stdlib 4.4 tuple", "to_list", [[tuple(1, "a"), [], '[1, "a"]']]);
methodCases("stdlib 4.4 tuple", "to_string", [[tuple("a"), [], '"(a,)"']]);
