"""FEBRL 4, a public linkage benchmark with its own truth: the pipeline's cascade, cascade and residue, and splink by itself.

Persons are no cooperatives, so each of our signs is given the column nearest to it, and nothing in ``identity`` is changed for them:
tax code → social security number, certificate → street and number, private name → given name and surname, district → state, commune →
postcode, day founded → birth. splink by itself sees the street and the two names apart, and how near each column is.
"""

from __future__ import annotations

import gzip
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import duckdb
import polars as pl

from pipeline.identity.cascade import cascade
from pipeline.identity.codes import WRONG
from pipeline.identity.fold import each, fold
from pipeline.identity.link import merged
from pipeline.identity.probabilistic import proposals
from pipeline.identity.records import RECORD

DATA = Path(__file__).parent / "febrl"
LISTS = {"a": "registry_unit", "b": "unit_report"}
SEED = 4
THRESHOLD = 0.5  # of splink by itself: likelier one person than two


class Quality(NamedTuple):
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / (self.precision + self.recall) if self.precision + self.recall else 0.0


def measure() -> None:
    print("FEBRL 4            precision   recall       F1   (5,000 persons in two lists)")
    for has_number in (True, False):
        print("with the number" if has_number else "number hidden")
        for name, found in qualities(has_number=has_number).items():
            print(f"  {name:<17} {found.precision:8.4f} {found.recall:8.4f} {found.f1:8.4f}")


def qualities(*, has_number: bool) -> dict[str, Quality]:
    """Of each method, over the pairs that it links. ``has_number``: whether the lists show the social security number."""
    persons = pl.concat([load(name) for name in LISTS])
    if not has_number:
        persons = persons.with_columns(soc_sec_id=pl.lit(None, pl.String))
    found = _records(persons)
    links, _ = cascade(found)
    whole = merged(links, proposals(found.join(links, on="rec")))
    return {
        "cascade": _quality(_pairs(found, links)),
        "cascade + splink": _quality(_pairs(found, whole)),
        "splink alone": _quality(_splink(persons)),
    }


def load(name: str) -> pl.DataFrame:
    """A list as it is distributed: ``person`` is the truth, blanks are null, ``list`` is a or b."""
    with gzip.open(DATA / f"dataset4{name}.csv.gz") as file:
        frame = pl.read_csv(file.read(), infer_schema=False)
    frame = frame.rename(lambda column: column.strip())
    texts = [
        pl.when(pl.col(column).str.strip_chars() != "").then(pl.col(column).str.strip_chars()).alias(column) for column in frame.columns
    ]
    return frame.select(texts).with_columns(person=pl.col("rec_id").str.extract(r"rec-(\d+)-", 1), list=pl.lit(name))


def _records(persons: pl.DataFrame) -> pl.DataFrame:
    """What the cascade compares (``records.RECORD``). Dates that are none, such as 19310231, are null."""
    name = pl.concat_str([pl.col("given_name").fill_null(""), pl.col("surname").fill_null("")], separator=" ").str.strip_chars()
    key = each(name, fold).str.replace_all(" ", "")
    known = {
        "submission_id": pl.col("list"),
        "table_name": pl.col("list").replace_strict(LISTS),
        "row": pl.int_range(pl.len()),
        "sender": pl.col("list"),
        "reference_year": pl.lit(2019),
        "received_at": pl.when(pl.col("list") == "a").then(datetime(2019, 12, 1, tzinfo=UTC)).otherwise(datetime(2019, 12, 2, tzinfo=UTC)),
        "is_current": pl.lit(True),
        "name": name,
        "unit_type": pl.lit("HTX"),
        "key": pl.when(key != "").then(key),
        "marked_key": pl.when(key != "").then(key),
        "business": pl.lit(0),
        "code": pl.col("soc_sec_id"),
        "code_text": pl.col("soc_sec_id"),
        # no check digit confirms it: it can link, but one that differs says nothing
        "code_state": pl.when(pl.col("soc_sec_id").is_not_null()).then(pl.lit(WRONG)),
        # an opaque text of the unit's own, as the certificate is; where two spellings differ it says nothing
        "certificate": pl.concat_str("street_number", "address_1", separator=" "),
        "area_code": pl.col("state"),
        "commune_code": pl.col("postcode"),
        "commune_from": pl.lit(date(1900, 1, 1)),
        "founded_on": pl.col("date_of_birth").str.to_date("%Y%m%d", strict=False),
    }
    frame = persons.select(*(column.alias(at) for at, column in known.items()), "person").with_row_index("rec")
    return frame.select(
        *((pl.col(at) if at in frame.columns else pl.lit(None)).cast(kind).alias(at) for at, kind in RECORD.items()), "person"
    )


def _pairs(found: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """Every pair of persons of the two lists in one unit."""
    sides = found.join(links, on="rec").select("uid", "person", "table_name")
    left, right = (sides.filter(pl.col("table_name") == table).drop("table_name") for table in LISTS.values())
    return left.join(right, on="uid", suffix="_b").select("person", "person_b")


def _splink(persons: pl.DataFrame) -> pl.DataFrame:
    """splink as its documentation sets up such lists: trained without truth, the likeliest pairs first, each person once."""
    import splink.comparison_library as comparisons
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            block_on("surname", "postcode"),
            block_on("given_name", "postcode"),
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
        ],
        comparisons=[
            comparisons.JaroWinklerAtThresholds("given_name", [0.9, 0.7]),
            comparisons.JaroWinklerAtThresholds("surname", [0.9, 0.7]),
            comparisons.LevenshteinAtThresholds("date_of_birth", [1, 2]),
            comparisons.LevenshteinAtThresholds("soc_sec_id", [1, 2]),
            comparisons.LevenshteinAtThresholds("postcode", [1, 2]),
            comparisons.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
        ],
        additional_columns_to_retain=["person"],
        retain_matching_columns=False,
    )
    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    backend = DuckDBAPI(connection)
    tables = [backend.register(persons.filter(list=name).to_arrow(), dataset_display_name=name) for name in LISTS]
    linker = Linker(tables, settings, log_level="ERROR")
    training = linker.training
    training.estimate_probability_two_random_records_match([block_on("given_name", "surname", "date_of_birth")], recall=0.6)
    training.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
    for rule in (block_on("given_name", "surname"), block_on("date_of_birth")):
        training.estimate_parameters_using_expectation_maximisation(rule)
    weighed = linker.inference.predict(threshold_match_probability=THRESHOLD, warning_mode="never").as_duckdbpyrelation().pl()
    weighed = weighed.sort("match_probability", "rec_id_l", "rec_id_r", descending=[True, False, False])
    taken: tuple[set[str], set[str]] = (set(), set())
    pairs = []
    for left, right in weighed.select("person_l", "person_r").iter_rows():
        if left not in taken[0] and right not in taken[1]:
            taken[0].add(left)
            taken[1].add(right)
            pairs.append((left, right))
    return pl.DataFrame(pairs, schema={"person": pl.String, "person_b": pl.String}, orient="row")


def _quality(pairs: pl.DataFrame) -> Quality:
    right = pairs.filter(pl.col("person") == pl.col("person_b")).height
    return Quality(right / pairs.height if pairs.height else 1.0, right / load("b").height)
