// usage: node validate.mjs SCHEMA <CASES
// CASES is an array of {definition, type, value}: is {[type]: value} what that
// definition of the schema describes? Prints an array, for each case null or
// its first error.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.env.ACCUEIL_NODE}/`);
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;

const schema = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv({ strict: false, allErrors: false });
addFormats(ajv);
ajv.addSchema(schema);

function check({ definition, type, value }) {
  const validate = ajv.getSchema(`${schema.$id}#/$defs/${definition}`);
  if (validate({ [type]: value })) return null;
  const { instancePath, message, params } = validate.errors[0];
  return `${instancePath} ${message} ${JSON.stringify(params)}`;
}

const cases = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(cases.map(check)));
