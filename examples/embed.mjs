/** Embedding: an engine evaluates Ion source, with host functions, and answers JavaScript values. */
import { setTimeout as sleep } from "node:timers/promises";
import { Engine } from "ionlang";

const engine = new Engine({ output: "inherit" });
engine.set("rate", 2);
engine.registerAsyncFn("price_of", async ({ signal }, item) => {
  await sleep(10, undefined, { signal });
  return item.length;
});

const total = await engine.evalAsync(`
  fn total(items) {
      async {
          let prices = [spawn price_of(item) for item in items];
          prices.fold(0, |sum, price| sum + price.await * rate)
      }
  }
  io::println("pricing…");
  total(["tea", "jam", "bread"])
`);
console.log("total:", total);
console.log("called again:", await engine.callAsync("total", [["milk"]]));
