/**
 * The module that stands in for a program that does not compile: its body throws the IonError. Errors that cross the
 * hooks thread of Node 20 lose their class, so the error travels as data and is built again where it is thrown. Its
 * message ends with the excerpt, because Node prints no more than that of an import that failed (embedding 2.10).
 */
import type { IonError } from "../../runtime/ion-error.ts";

/** `url` is what the error's stack shows. No frame of this module is in it: the program has no such line. */
export function failedModule(error: IonError, url: string, runtime: string): string {
  return `import { IonError } from ${JSON.stringify(runtime)};
const source = ${JSON.stringify(error.source)};
const rebuild = ({ message, additional, ...place }, more) =>
  new IonError(message, { ...place, ...more, source, additional: additional.map((error) => rebuild(error)) });
const { stackTraceLimit } = Error;
Error.stackTraceLimit = 0;
const error = rebuild(${JSON.stringify(error)}, { sourceUrl: ${JSON.stringify(url)}, hasExcerptInMessage: true });
Error.stackTraceLimit = stackTraceLimit;
throw error;
`;
}
