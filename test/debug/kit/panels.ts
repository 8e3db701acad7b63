/** The panels of a paused debugger as text, made from the data of the protocol. */
import type { IonDebugger, Stop } from "./ion-debugger.ts";

const LEFT_WIDTH = 49;

export async function drawPanels(session: IonDebugger, stop: Stop, source: string): Promise<string> {
  const { line } = stop.place;
  const text = stop.paused.data?.description?.split("\n")[0] ?? "";
  const lines = source.split("\n").slice(line - 2, line + 1);
  const code = lines.map((code, index) => `${index === 1 ? ">" : " "}${String(line - 1 + index).padStart(2)}  ${code}`);
  const stack = session.stack(stop).map((frame) => {
    const [, name, place] = /^(\S+) (\S+:\d+:\d+)$/.exec(frame) ?? [];
    return `  ${place === undefined ? frame : `${name!.replace("anonymous", "main").padEnd(11)}${place}`}`;
  });
  const locals = [...(await session.locals(stop))].filter(([name]) => ["sum", "count"].includes(name));
  const variables = locals.map(([name, value]) => `  ${name.padEnd(7)}${value}`);
  const panels = beside(["CALL STACK", ...stack], ["VARIABLES", ...variables]);
  return [...beside(["Paused on exception"], [text]), "", ...code, "", ...panels].join("\n");
}

function beside(left: readonly string[], right: readonly string[]): string[] {
  const rows = Array.from({ length: Math.max(left.length, right.length) });
  return rows.map((_, index) => `${(left[index] ?? "").padEnd(LEFT_WIDTH)}${right[index] ?? ""}`.trimEnd());
}
