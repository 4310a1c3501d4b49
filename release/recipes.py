"""The recipes of release/recipes: exports in engines for large data."""

import json
import sys
from pathlib import Path


def rows(folder, table):
    """Counts the lines of a file of JSON."""
    with (Path(folder) / f"{table}.jsonl").open("rb") as lines:
        return sum(1 for _ in lines)


def duckdb(folder):
    """Makes typed tables of all files, asks them something, and writes Parquet."""
    import duckdb

    connection = duckdb.connect(str(Path(folder) / "cases.db"))
    connection.execute((Path(folder) / "load.sql").read_text().replace("read_json('", f"read_json('{folder}/"))
    parquet = Path(folder) / "victims.parquet"
    connection.execute(f"COPY victims TO '{parquet}'")
    assert connection.execute(f"SELECT count(*) FROM '{parquet}'").fetchone()[0] == rows(folder, "victims")
    connection.execute(
        "SELECT q.source, count(*) FROM victims, unnest(quotes) AS t(q) GROUP BY ALL ORDER BY 2 DESC"
    ).fetchall()
    connection.execute(
        "SELECT id FROM victims WHERE exploitation_start_earliest >= DATE '2022-01-01' AND list_contains(citizenship, 'CN')"
    ).fetchall()


def chdb(folder):
    """Asks the lines in ClickHouse without a server."""
    import chdb

    for table in ["victims", "rescues", "arrests"]:
        file = f"file('{Path(folder) / table}.jsonl', JSONEachRow)"
        count = rows(folder, table)
        found = str(chdb.query(f"SELECT count() FROM {file}", "CSV")).strip() if count else "0"
        assert int(found) == count, (table, found)
    file = f"file('{Path(folder) / 'victims'}.jsonl', JSONEachRow)"
    chdb.query(f"SELECT gender, count() FROM {file} GROUP BY gender ORDER BY gender", "CSV")
    chdb.query(f"SELECT arrayJoin(quotes).source AS source, count() FROM {file} GROUP BY source", "CSV")


def spark(folder):
    """Reads the lines with Spark, and writes Parquet."""
    from pyspark.sql import SparkSession, functions

    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    victims = session.read.json(str(Path(folder) / "victims.jsonl"))
    assert victims.count() == rows(folder, "victims")
    quotes = victims.select("id", functions.explode("quotes").alias("quote"))
    quotes.groupBy("quote.source").count().orderBy(functions.desc("count")).collect()
    parquet = str(Path(folder) / "victims-spark.parquet")
    victims.write.parquet(parquet)
    assert session.read.parquet(parquet).count() == rows(folder, "victims")
    session.stop()


def opensearch(folder):
    """Reads the lines as a server would: an action and a document, in turns, no id twice, few keys."""
    seen = set()
    for file in Path(folder).glob("*.jsonl"):
        with file.open() as lines:
            keys = set()
            for action, document in zip(lines, lines):
                action = json.loads(action)["index"]
                assert action["_index"] == f"cases-{file.stem}", action
                if "_id" in action:
                    assert (file.stem, action["_id"]) not in seen, action
                    seen.add((file.stem, action["_id"]))
                document = json.loads(document)
                assert document["id"] == action.get("_id", document["id"])
                keys.update(document)
                for value in document.values():
                    if isinstance(value, list):
                        for row in value:
                            keys.update(row if isinstance(row, dict) else [])
            assert len(keys) < 1000, len(keys)
    assert seen


if __name__ == "__main__":
    globals()[sys.argv[1]](*sys.argv[2:])
