/** Source maps (embedding 2.11): collects the printer's mappings into a version 3 map by the source-map package. */
import { SourceMapGenerator } from "source-map";
import { UNMAPPED } from "../lower/builders.ts";
import type { SourceFile } from "../source.ts";
import type { MappingSink } from "./mapped-output.ts";

/** A version 3 source map; `toString` is its JSON, `toUrl` a data URL. */
export class SourceMap {
  readonly version: number;
  readonly file?: string;
  readonly sources: string[];
  readonly sourcesContent?: string[];
  readonly names: string[];
  readonly mappings: string;

  constructor(map: {
    version: number;
    file?: string;
    sources: string[];
    sourcesContent?: string[];
    names: string[];
    mappings: string;
  }) {
    this.version = map.version;
    if (map.file !== undefined) this.file = map.file;
    this.sources = map.sources;
    if (map.sourcesContent !== undefined) this.sourcesContent = map.sourcesContent;
    this.names = map.names;
    this.mappings = map.mappings;
  }

  toString(): string {
    return JSON.stringify(this);
  }

  /** `data:application/json;charset=utf-8;base64,…` */
  toUrl(): string {
    const bytes = new TextEncoder().encode(this.toString());
    let binary = "";
    const chunk = 0x8000;
    for (let i = 0; i < bytes.length; i += chunk) binary += String.fromCharCode(...bytes.subarray(i, i + chunk));
    return `data:application/json;charset=utf-8;base64,${btoa(binary)}`;
  }
}

interface MappingRecord {
  readonly generated: { line: number; column: number };
  original: { line: number; column: number } | null;
  source: string | null;
  name: string | undefined;
}

export interface SourceMapOptions {
  readonly outputFilename: string | undefined;
  /** What the map calls the source; default: its name. */
  readonly sourcePath: string | undefined;
  readonly sourcesContent: boolean;
}

export class SourceMapBuilder implements MappingSink {
  readonly #file: SourceFile;
  readonly #sourceName: string;
  readonly #generator: SourceMapGenerator;
  readonly #hasContent: boolean;
  /** The generator copies what it is given, so one object serves all mappings. */
  readonly #original = { line: 0, column: 0 };
  readonly #mapping: MappingRecord = {
    generated: { line: 0, column: 0 },
    original: null,
    source: null,
    name: undefined,
  };

  constructor(file: SourceFile, { outputFilename, sourcePath, sourcesContent }: SourceMapOptions) {
    this.#file = file;
    this.#sourceName = sourcePath ?? file.name;
    this.#hasContent = sourcesContent;
    this.#generator = new SourceMapGenerator({
      ...(outputFilename === undefined ? {} : { file: outputFilename }),
      skipValidation: true,
    });
  }

  add(line: number, column: number, ion: number, name: string | undefined): void {
    const mapping = this.#mapping;
    mapping.generated.line = line;
    mapping.generated.column = column;
    mapping.name = name;
    if (ion === UNMAPPED) {
      mapping.original = null;
      mapping.source = null;
    } else {
      const position = this.#file.positionAt(ion);
      this.#original.line = position.line;
      this.#original.column = position.column - 1;
      mapping.original = this.#original;
      mapping.source = this.#sourceName;
    }
    this.#generator.addMapping(mapping as never);
  }

  build(): SourceMap {
    if (this.#hasContent) this.#generator.setSourceContent(this.#sourceName, this.#file.text);
    return new SourceMap(this.#generator.toJSON() as never);
  }
}
