/**
 * The printer: astring's table with position marks around every entry. The text is exactly astring's, but for the
 * comment that tells bundlers of pure calls; a node that carries `ion` moves the output to that position, and what
 * follows it belongs to the enclosing node again.
 */
import { GENERATOR, generate, type State } from "astring";
import type * as js from "estree";
import type { Mapped, PureCall } from "../lower/builders.ts";
import { MappedOutput, type MappingSink } from "./mapped-output.ts";

type NodePrinter = (this: NodePrinters, node: js.Node, state: State) => void;
type NodePrinters = { [type: string]: NodePrinter };

/** Prints the program; with a sink, reports the mappings in the order of the text. */
export function print(program: js.Program, sink: MappingSink | null): string {
  const output = new MappedOutput(sink);
  generate(program, { generator: markedPrinters as never, output: output as never });
  return output.text;
}

const standardPrinters = GENERATOR as unknown as NodePrinters;

const plainPrinters: NodePrinters = {
  ...standardPrinters,
  CallExpression(node, state) {
    if ((node as Partial<PureCall>).isPure) state.write("/* @__PURE__ */ ");
    standardPrinters.CallExpression!.call(this, node, state);
  },
};

const markedPrinters: NodePrinters = Object.fromEntries(
  Object.entries(plainPrinters).map(([type, printNode]) => [
    type,
    typeof printNode === "function" ? mark(printNode) : printNode,
  ]),
);

function mark(printNode: NodePrinter): NodePrinter {
  return function (node, state) {
    const { ion, ionName } = node as js.Node & Mapped;
    if (ion === undefined) return printNode.call(this, node, state);
    const output = state.output as unknown as MappedOutput;
    const outer = output.ion;
    output.moveTo(ion, ionName);
    printNode.call(this, node, state);
    output.moveTo(outer);
  };
}
