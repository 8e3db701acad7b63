/**
 * The position of an error against what V8 says (embedding 2.11, verification): whenever compiled code raises an error,
 * the innermost compiled frame on the JavaScript stack, decoded by the map, is the position that the error gets.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { captureTrace, positionsOf } from "../../runtime/error-trace.ts";
import { NO_POSITION, RaisedError, type SourceModule } from "../../runtime/errors.ts";
import { SourceFile } from "../../src/source.ts";
import { type ConformanceCase, readConformanceAreas } from "../kit/conformance-cases.ts";
import { DecodedMap } from "../kit/decoded-map.ts";
import { createTestHost } from "../kit/hosts.ts";
import { outcomeOf, outcomeOfAsync } from "../kit/outcome.ts";
import { isolateTempDir } from "../kit/temp-dir.ts";

isolateTempDir();

interface Raised {
  readonly message: string;
  /** Offsets in the source; the second is null where V8 has a frame of unmapped code. */
  readonly position: number;
  readonly frame: number | null;
}

const { locate } = RaisedError.prototype;
let raised: Raised[] = [];
let total = 0;

beforeAll(() => {
  RaisedError.prototype.locate = function (module, at) {
    if (this.at === NO_POSITION) note(this.message, module, at);
    return locate.call(this, module, at);
  };
});

afterAll(() => {
  RaisedError.prototype.locate = locate;
});

/** Errors that arise between two turns have no frame of compiled code: those of a wait, and of a deadlock. */
function note(message: string, module: SourceModule, position: number): void {
  const frame = positionsOf(captureTrace()!).find(({ script }) => script === module.script);
  if (frame !== undefined) raised.push({ message, position, frame: decode(module, frame) });
}

const maps = new WeakMap<SourceModule, DecodedMap>();

function decode(module: SourceModule, { line, column }: { line: number; column: number }): number | null {
  let map = maps.get(module);
  if (map === undefined) {
    const { mappings } = module.readMap!()!;
    const text = JSON.stringify({ version: 3, sources: ["it"], names: [], mappings });
    map = new DecodedMap(text, new SourceFile(module.name, module.source!));
    maps.set(module, map);
  }
  return map.originOf(line, column - 1);
}

async function run({ area, source }: ConformanceCase): Promise<void> {
  const { engine } = createTestHost();
  const options = { raw: true, filename: "places.ion" } as const;
  if (area.startsWith("conc-")) await outcomeOfAsync(() => engine.evalAsync(source, options));
  else outcomeOf(() => engine.eval(source, options));
}

/** A call that is too deep to be made has no frame; it is refused in code of the compiler's own. */
function isRight({ message, position, frame }: Raised): boolean {
  return frame === position || (frame === null && message === "maximum call depth exceeded");
}

describe("2.11: the V8 frame of every raised error, decoded, is the position of the error", () => {
  for (const [area, cases] of readConformanceAreas()) {
    test(area, async () => {
      const wrong: unknown[] = [];
      for (const conformanceCase of cases) {
        raised = [];
        await run(conformanceCase);
        for (const error of raised) if (!isRight(error)) wrong.push({ id: conformanceCase.id, ...error });
        total += raised.length;
      }
      expect(wrong).toEqual([]);
    });
  }

  test("the corpus raises many", () => {
    if (!process.env.FILTER) expect(total).toBeGreaterThan(1000);
  });
});
