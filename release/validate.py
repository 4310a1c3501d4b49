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


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
