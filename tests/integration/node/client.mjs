// usage: node client.mjs URL <ORDERS
// OpenAI's own client against our chat completions. Carries out an array of
// requests, {body, streamed}, in turn, and prints what the client made of
// each: {chunks} when streamed, {completion} when whole, or {error}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.ACCUEIL_NODE}/`);
const OpenAI = require("openai").default;

const client = new OpenAI({
  baseURL: process.argv[2],
  apiKey: process.env.ACCUEIL_KEY ?? "none",
  maxRetries: 0,
  timeout: 20_000,
});

async function carryOut({ body, streamed }) {
  try {
    if (!streamed)
      return { completion: await client.chat.completions.create(body) };
    const chunks = [];
    const stream = { ...body, stream: true };
    for await (const chunk of await client.chat.completions.create(stream))
      chunks.push(chunk);
    return { chunks };
  } catch (e) {
    const { status, code, param, type, message } = e;
    return {
      error: { name: e.constructor.name, status, code, param, type, message },
    };
  }
}

const results = [];
for (const order of JSON.parse(readFileSync(0, "utf8")))
  results.push(await carryOut(order));
console.log(JSON.stringify(results));
