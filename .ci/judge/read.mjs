// Reads files as citation-js, Better BibTeX's parser and bibtex-tidy do. In: `judge file …` pairs. Out: a line of JSON for each: judge, file, entries, error.
import fs from "node:fs";
const quiet = () => {};
for (const name of ["log", "warn", "error", "info"]) console[name] = quiet;
const judges = {
  async "citation-js"(text, file) {
    const { Cite } = await import("@citation-js/core");
    for (const plugin of ["bibtex", "csl", "ris"]) await import(`@citation-js/plugin-${plugin}`);
    const kind = file.endsWith(".bib") ? { forceType: "@bibtex/text" } : file.endsWith(".ris") ? { forceType: "@ris/file" } : {};
    return new Cite(file.endsWith(".json") ? JSON.parse(text) : text, kind).data.length;
  },
  async "better-bibtex"(text) {
    const { parse } = await import("@retorquere/bibtex-parser");
    const { entries, errors } = parse(text, { sentenceCase: false });
    if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
    return entries.length;
  },
  async "bibtex-tidy"(text) {
    const { tidy } = await import("bibtex-tidy");
    return tidy(text, { escape: false, duplicates: ["key"] }).count;
  },
};
const words = process.argv.slice(2);
while (words.length > 0) {
  const [judge, file] = words.splice(0, 2);
  let line = { judge, file, entries: 0, error: null };
  try {
    line.entries = await judges[judge](fs.readFileSync(file, "utf8"), file);
  } catch (error) {
    line.error = String(error.message ?? error).replace(/\s+/g, " ").slice(0, 300);
  }
  process.stdout.write(JSON.stringify(line) + "\n");
}
