"""The checks of release/validate: exports against the programs that are to read them."""

import csv
import json
import subprocess
import sys
from pathlib import Path


def frictionless(folder):
    """Holds a package of tables against its own description: types, keys, hashes, bytes."""
    import frictionless

    report = frictionless.validate(str(Path(folder) / "datapackage.json"))
    for task in report.tasks:
        for error in task.errors:
            print(task.name, error.type, error.message)
    assert report.valid
    assert len(report.tasks) == 14, len(report.tasks)


def duckdb(lines, tables):
    """Loads all JSON lines with their types, writes Parquet, and compares the numbers of rows with the tables."""
    import duckdb

    connection = duckdb.connect()
    load = (Path(lines) / "load.sql").read_text().replace("read_json('", f"read_json('{lines}/")
    connection.execute(load)
    for (table,) in connection.execute("SHOW TABLES").fetchall():
        count = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        with open(Path(tables) / f"{table}.csv", newline="") as file:
            expected = sum(1 for _ in csv.DictReader(file))
        assert count == expected, (table, count, expected)
        parquet = Path(lines) / f"{table}.parquet"
        connection.execute(f"COPY {table} TO '{parquet}'")
        again = connection.execute(f"SELECT count(*) FROM '{parquet}'").fetchone()[0]
        assert again == count, table
    quotes = connection.execute(
        "SELECT sum(len(quotes)) FROM (SELECT quotes FROM victims UNION ALL SELECT quotes FROM rescues"
        " UNION ALL SELECT quotes FROM arrests)"
    ).fetchone()[0]
    with open(Path(tables) / "quotes.csv", newline="") as file:
        assert quotes == sum(1 for _ in csv.DictReader(file))
    # Without types of ours, every column still has one type.
    for file in Path(lines).glob("*.jsonl"):
        if file.stat().st_size:
            connection.execute(f"SELECT * FROM read_json('{file}', maximum_object_size = 67108864)").fetchall()


def openpyxl(workbook, tables):
    """Reads a workbook: its sheets have the cells of the tables, and no text became a number, a date or a formula."""
    import openpyxl

    book = openpyxl.load_workbook(workbook)
    for sheet in book:
        with open(Path(tables) / f"{sheet.title}.csv", newline="") as file:
            expected = list(csv.reader(file))
        found = [[cell for cell in row] for row in sheet.iter_rows()]
        assert len(found) == len(expected), (sheet.title, len(found), len(expected))
        for row, cells in zip(expected, found):
            for text, cell in zip(row, cells):
                if cell.value is None:
                    assert text == "", (sheet.title, cell.coordinate, text)
                elif cell.data_type == "b":
                    assert text == str(cell.value).lower(), (sheet.title, cell.coordinate, text)
                elif cell.data_type == "n":
                    assert float(text) == cell.value, (sheet.title, cell.coordinate, text)
                else:
                    assert cell.data_type == "s", (sheet.title, cell.coordinate, cell.data_type)
                    assert cell.value == text, (sheet.title, cell.coordinate, text, cell.value)


def jsonschema(lines):
    """Holds every JSON line against the schema beside it."""
    import jsonschema

    for schema in Path(lines).glob("*.schema.json"):
        validator = jsonschema.Draft202012Validator(json.loads(schema.read_text()))
        validator.check_schema(validator.schema)
        for line in (Path(lines) / schema.name.replace(".schema.json", ".jsonl")).open():
            validator.validate(json.loads(line))


def followthemoney(folder):
    """Holds entities and statements against the model: no value is changed, none required lacks, no link dangles."""
    from followthemoney import model

    entities = {}
    for line in (Path(folder) / "entities.ftm.json").open():
        entity = json.loads(line)
        assert entity["id"] not in entities, entity["id"]
        entities[entity["id"]] = entity
    flat = {
        id: (one["schema"], {name: sorted(values) for name, values in one["properties"].items()})
        for id, one in entities.items()
    }
    for id, (name, properties) in flat.items():
        schema = model.get(name)
        for required in schema.required:
            assert properties.get(required), (id, required)
        for prop, values in properties.items():
            known = schema.get(prop)
            assert known is not None, (id, prop)
            for value in values:
                if known.type.name == "entity":
                    assert value in flat, (id, prop, value)
                    assert model.get(flat[value][0]).is_a(known.range), (id, prop, value)
                else:
                    assert known.type.validate(value), (id, prop, value)
    tool = Path(sys.executable).parent / "ftm"
    validated = subprocess.run(
        [tool, "validate", "-i", Path(folder) / "entities.ftm.json"],
        check=True, capture_output=True, text=True,
    ).stdout
    read = (json.loads(line) for line in validated.splitlines())
    again = {
        one["id"]: (one["schema"], {name: sorted(values) for name, values in one["properties"].items()})
        for one in read
    }
    differing = [id for id in flat if flat[id] != again.get(id)]
    assert not differing, (differing[0], flat[differing[0]], again.get(differing[0]))
    # Statements without what is said against the values are the entities again.
    supported = Path(folder) / "supported.csv"
    rivals = 0
    with (Path(folder) / "statements.csv").open(newline="") as rows, supported.open("w", newline="") as out:
        reader = csv.DictReader(rows)
        writer = csv.DictWriter(out, reader.fieldnames, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        for row in reader:
            if row["origin"].endswith("disputes"):
                rivals += 1
            else:
                writer.writerow(row)
            known = model.get(row["schema"]).get(row["prop"])
            assert known.type.name == row["prop_type"], row
    assert rivals > 0
    joined = Path(folder) / "joined.json"
    subprocess.run([tool, "aggregate-statements", "-i", supported, "-o", joined], check=True, capture_output=True)
    read = (json.loads(line) for line in joined.open())
    again = {
        one["id"]: (one["schema"], {name: sorted(values) for name, values in one["properties"].items()})
        for one in read
    }
    assert again == flat, [id for id in flat if flat[id] != again.get(id)][:3]
    print(len(flat), "entities,", rivals, "statements against a value")


def nomenklatura(folder):
    """Loads judgements about our entities, applies them to the statements, and looks for candidates."""
    import itertools
    import os

    from followthemoney import model

    folder = Path(folder)
    entities = [json.loads(line) for line in (folder / "entities.ftm.json").open()]
    people = [entity["id"] for entity in entities if model.get(entity["schema"]).matchable]
    assert len(entities) > len(people) > 2
    judgements = folder / "judgements.ijson"
    with judgements.open("w") as out:
        for one, other in itertools.pairwise(people[:3]):
            out.write(json.dumps([one, other, "negative", None, "release/validate", "2026-01-01T00:00:00"]) + "\n")
    tool = Path(sys.executable).parent / "nomenklatura"
    environment = {**os.environ, "NOMENKLATURA_DB_URL": f"sqlite:///{folder / 'resolver.db'}"}

    def run(*arguments):
        done = subprocess.run([tool, *arguments], capture_output=True, text=True, env=environment, cwd=folder)
        assert done.returncode == 0, (arguments, done.stderr[-2000:])

    run("load-resolver", judgements)
    applied = folder / "applied.csv"
    run("apply-statements", "-i", folder / "statements.csv", "-o", applied, "-f", "csv")
    count = lambda path: sum(1 for _ in csv.DictReader(path.open(newline="")))
    assert count(applied) == count(folder / "statements.csv")
    run("xref", folder / "entities.ftm.json")
    run("dump-resolver", folder / "dumped.ijson")
    assert "negative" in (folder / "dumped.ijson").read_text()


def bagit(folder, program):
    """Holds a bag against BagIt's own program, and finds one byte that was changed, as ours does."""
    import bagit

    assert bagit.Bag(folder).is_valid()
    check = [program, "bag", "check", folder]
    assert subprocess.run(check, capture_output=True).returncode == 0
    victim = sorted((Path(folder) / "data").rglob("*.toml"))[0]
    whole = victim.read_bytes()
    victim.write_bytes(bytes([whole[0] ^ 1]) + whole[1:])
    assert not bagit.Bag(folder).is_valid()
    found = subprocess.run(check, capture_output=True, text=True)
    assert found.returncode == 1 and "was changed" in found.stdout, found
    victim.write_bytes(whole)
    assert bagit.Bag(folder).is_valid()


def check_jsonschema(schema, *files):
    """Holds citations against the schema of CSL."""
    tool = Path(sys.executable).parent / "check-jsonschema"
    subprocess.run([tool, "--schemafile", schema, *files], check=True, capture_output=True, text=True)


def invent(folder):
    """Writes a collection of three hundred people who never were, the same each time."""
    import random

    random.seed(24)
    root = Path(folder)
    (root / "victims").mkdir(parents=True)
    (root / "casebook.toml").write_text("title = 'An Invented Collection'\nformat = 1\n")
    provinces = ["KH-18", "KH-12", "MM-13", "LA-BK"]
    (root / "places.toml").write_text(
        "".join(f"[town-{n}]\nname = 'Inventedtown {n}'\niso = '{code}'\n" for n, code in enumerate(provinces))
    )
    (root / "sources.toml").write_text("[wire]\ntitle = 'Zebulon wept'\npublisher = 'An Invented Paper'\nreliability = 'B'\n")
    (root / "archive").mkdir()
    (root / "archive/wire.txt").write_text("She wept by the tourmaline window all night. He said nothing.")
    for number in range(300):
        name = f"Zebulon Quagmire{'abcdefghij'[number % 10]}"
        lines = [
            f"title = '{name}, sold'",
            f"name = '{name}'",
            f"gender = '{random.choice(['female', 'male', 'male'])}'",
            f"age = {random.randint(15, 45)}" if random.random() < 0.7 else "",
            "age_at = 'report'" if random.random() < 0.5 else "",
            f"citizenship = ['{random.choice(['CN', 'VN', 'TH', 'MY'])}']" if random.random() < 0.8 else "",
            f"exploitation_place = 'town-{random.randint(0, 3)}'" if random.random() < 0.8 else "",
            f"exploitation_start = '202{random.randint(0, 3)}-0{random.randint(1, 9)}'" if random.random() < 0.6 else "",
            f"means_of_control = {random.choice([['debt_bondage'], ['threats'], ['threats', 'sold_on']])}" if random.random() < 0.5 else "",
            "exploitation_type = ['forced_criminality']",
            "summary = 'She wept by the tourmaline window all night.'",
            "[[quote]]\nsource = 'wire'\ntext = 'She wept by the tourmaline window all night.'\nsupports = ['gender']",
        ]
        text = "\n".join(line for line in lines if line) + "\n"
        (root / "victims" / f"quagmire-{number}.toml").write_text(text)


def pycanon(tables, ctdc):
    """Computes k of the public tables over all columns but the label; a missing value is a value."""
    import pandas
    from pycanon import anonymity

    for file, dropped in [(Path(tables) / "victims.csv", ["id", "title"]), (Path(ctdc) / "ctdc.csv", [])]:
        frame = pandas.read_csv(file, dtype=str, keep_default_na=False).drop(columns=dropped)
        columns = [name for name in frame.columns if frame[name].nunique() > 1]
        assert len(frame) > 50 and columns, (file, len(frame), columns)
        k = anonymity.k_anonymity(frame, columns)
        print(file.name, len(frame), "people, k =", k)
        assert k >= 11, (file, k)


def names(collection, *releases):
    """Looks for every name, id and five words of a quote in all bytes of releases, archives unpacked."""
    import re
    import zipfile

    wanted = {"zebulon", "quagmire", "tourmaline", "inventedtown", "wept by the"}
    wanted |= {path.stem for path in (Path(collection) / "victims").iterdir()}
    files = [file for release in releases for file in [Path(release), *Path(release).rglob("*")] if file.is_file()]
    assert len(files) > 20
    for file in files:
        texts = [file.read_bytes()]
        if zipfile.is_zipfile(file):
            archive = zipfile.ZipFile(file)
            texts = [name.encode() + archive.read(name) for name in archive.namelist()]
        for text in texts:
            text = text.decode("utf-8", "replace").lower() + file.name.lower()
            found = [word for word in wanted if word in text]
            assert not found, (file, found)
    print(len(wanted), "words in none of", len(files), "files")


def html5lib(program, work, *pages):
    """Holds the texts that `archive add` takes out of pages against all text nodes that html5lib finds shown."""
    import re
    import subprocess

    import html5lib as parser

    never = {"script", "style", "noscript", "template", "title", "noframes", "noembed", "datalist", "iframe"}
    undrawn = {"title", "desc", "metadata", "annotation", "annotation-xml"}

    def shown(element):
        if not isinstance(element.tag, str):
            return
        space, _, name = element.tag.rpartition("}")
        is_drawing = space.endswith(("/svg", "/MathML"))
        style = element.get("style", "")
        classes = element.get("class", "").split()
        is_hidden = (
            (name in (undrawn if is_drawing else never) or (is_drawing and name in {"script", "style"}))
            or "hidden" in element.attrib
            or re.search(r"(^|;)\s*display\s*:\s*none", style, re.I)
            or "sf-hidden" in classes
        )
        if not is_hidden:
            yield element.text or ""
            for child in element:
                yield from shown(child)
                yield child.tail or ""

    squeezed = lambda text: "".join(text.split())
    folder = Path(work)
    (folder / "casebook.toml").write_text("format = 1\n")
    (folder / "sources.toml").write_text("".join(f"[page-{at}]\ntitle = 'A page'\n" for at in range(len(pages))))
    nodes = dropped = extra = read = 0
    for at, page in enumerate(pages):
        ran = subprocess.run([program, "-C", work, "archive", "add", f"page-{at}", page], capture_output=True, text=True)
        if ran.returncode != 0:
            print("refused:", Path(page).name, ran.stderr.strip().splitlines()[0][:150])
            continue
        read += 1
        page_bytes = Path(page).read_bytes()
        try:
            # html5lib looks for a declaration in the first kilobyte alone, and guesses another encoding where there is none.
            source = page_bytes.decode("utf-8-sig")
        except UnicodeDecodeError:
            source = page_bytes
        tree = parser.parse(source, namespaceHTMLElements=True)
        text = squeezed((folder / "archive" / f"page-{at}.txt").read_text(encoding="utf-8"))
        place = length = 0
        for node in filter(None, map(squeezed, shown(tree))):
            nodes += 1
            length += len(node)
            found = text.find(node, place)
            if found >= 0:
                place = found + len(node)
            elif node not in text:
                dropped += 1
                print("dropped:", Path(page).name, node[:80])
        if len(text) != length:
            extra += 1
            print(f"{Path(page).name}: {len(text)} signs, html5lib {length}")
    print(f"{read} of {len(pages)} pages, {nodes} text nodes, {dropped} dropped, {extra} pages of another length")
    assert read and not dropped


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
