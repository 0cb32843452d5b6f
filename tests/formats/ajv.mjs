// ajv.mjs MODULES SCHEMA FILE...: prints 'PASS FILE' or 'FAIL FILE: WHY' for each report in JSON; ajv is strict
// about the schema, too.
import {createRequire} from "node:module";
import {readFileSync} from "node:fs";

const [modules, schema, ...files] = process.argv.slice(2);
const require = createRequire(modules + "/");
const Ajv = require("ajv/dist/2020");
const ajv = new Ajv({strict: true, strictRequired: false, strictTypes: false, allErrors: true});
require("ajv-formats")(ajv);
const read = file => JSON.parse(readFileSync(file, "utf8"));
const validate = ajv.compile(read(schema));
for (const file of files) {
  const good = validate(read(file));
  console.log(good ? "PASS " + file : `FAIL ${file}: ${ajv.errorsText(validate.errors).slice(0, 300)}`);
}
