/**
 * The printer: astring's table with position marks around every entry. The text is exactly astring's, but for the
 * comment that tells bundlers of pure calls; a node that carries `ion` moves the output to that position, and what
 * follows it belongs to the enclosing node again.
 */
import { GENERATOR, generate, type State } from "astring";
import type * as js from "estree";
import { type Mapped, type PureCall, UNMAPPED } from "../lower/builders.ts";
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
  FunctionDeclaration: printFunction,
  FunctionExpression: printFunction,
  CallExpression(node, state) {
    if ((node as Partial<PureCall>).isPure) state.write("/* @__PURE__ */ ");
    standardPrinters.CallExpression!.call(this, node, state);
  },
};

/** As the standard one, but the name is a node of its own, which has a position. */
function printFunction(this: NodePrinters, node: js.Node, state: State): void {
  const { id, params, body, generator } = node as js.FunctionDeclaration | js.FunctionExpression;
  state.write(generator === true ? "function* " : "function ");
  if (id != null) this.Identifier!(id, state);
  state.write("(");
  params.forEach((param, index) => {
    if (index > 0) state.write(", ");
    this[param.type]!(param, state);
  });
  state.write(") ");
  this.BlockStatement!(body, state);
}

const markedPrinters: NodePrinters = Object.fromEntries(
  Object.entries(plainPrinters).map(([type, printNode]) => [
    type,
    typeof printNode === "function" ? mark(printNode, type) : printNode,
  ]),
);

/** Moves the output into the node, and out of it again: once for each node of the program, hence the plain code. */
function mark(printNode: NodePrinter, type: string): NodePrinter {
  const byDefault = defaultPosition(type);
  const endLength = type === "BlockStatement" ? 1 : 0;
  return function (node, state) {
    const mapped = node as js.Node & Mapped;
    const output = state.output as unknown as MappedOutput;
    const ion = mapped.ion ?? byDefault;
    const outer = output.ion;
    if (ion !== undefined) output.enter(ion, mapped.ionName);
    printNode.call(this, node, state);
    if (mapped.ionEnd !== undefined) output.markEnd(mapped.ionEnd, endLength);
    if (ion !== undefined) output.leave(outer);
  };
}

/** A statement that belongs to no Ion construct is none of the construct around it either; a block is only its braces. */
function defaultPosition(type: string): number | undefined {
  const isOwnStatement = type.endsWith("Statement") || type === "VariableDeclaration";
  return isOwnStatement && type !== "BlockStatement" ? UNMAPPED : undefined;
}
