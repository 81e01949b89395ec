// Checks objects of custom kinds against the schemas of their operators: values by the packages' validators, and names of
// fields, which those let pass, by their TypeScript types.
//
// Input: one JSON object a line. Kinds whose operator has no package here are named, not passed. Exit 1 on any error.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createInterface } from "node:readline";

const packages = {
  "postgresql.cnpg.io/v1": "@kubernetes-models/cloudnative-pg/postgresql.cnpg.io/v1",
  "monitoring.coreos.com/v1": "@kubernetes-models/prometheus-operator/monitoring.coreos.com/v1",
  "gateway.networking.k8s.io/v1": "@kubernetes-models/gateway-api/gateway.networking.k8s.io/v1",
  "keda.sh/v1alpha1": "@kubernetes-models/keda/keda.sh/v1alpha1",
  "cert-manager.io/v1": "@kubernetes-models/cert-manager/cert-manager.io/v1",
};

let failed = 0;
const unknown = new Set();
const imports = new Set();
const typed = [];
for await (const line of createInterface({ input: process.stdin })) {
  const object = JSON.parse(line);
  const { apiVersion, kind } = object;
  const path = packages[apiVersion];
  if (!path) {
    unknown.add(kind);
    continue;
  }
  const name = `${kind}/${object.metadata?.name}`;
  const model = (await import(path))[kind];
  if (!model) {
    console.error(`${name}: ${apiVersion} has no such kind`);
    failed += 1;
    continue;
  }
  try {
    new model(object).validate();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    failed += 1;
  }
  imports.add(`import type { I${kind} } from "${path}";`);
  typed.push(`// ${name}\nexport const object${typed.length}: I${kind} = ${JSON.stringify(object, null, 1)};`);
}

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
writeFileSync(here("objects.ts"), [...imports, ...typed].join("\n"));
const compiler = [here("node_modules/typescript/bin/tsc"), "--noEmit", "--skipLibCheck", "--strict", "--pretty", "false",
  "--module", "nodenext", "--target", "es2022", here("objects.ts")];
const { status, stdout } = spawnSync(process.execPath, compiler, { encoding: "utf8" });
if (status !== 0) {
  console.error(stdout.trim());
  failed += 1;
}
console.log(`${typed.length} objects` + (unknown.size ? `; no schema here for ${[...unknown].join(", ")}` : ""));
process.exitCode = failed > 0 ? 1 : 0;
