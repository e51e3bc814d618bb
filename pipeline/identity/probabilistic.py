"""splink on the residue: names that differ by more than spelling, weighed with place, day and business, always one to one.

The weights are set, not trained: a residue of a few dozen units teaches an EM nothing. Imported only where there is a residue.
"""

from typing import Any

import polars as pl

from pipeline.identity.fold import each, fold
from pipeline.identity.kinds import IN_ALLIANCE, IS_THT
from pipeline.identity.near_names import LEAST_END, LEAST_ORDER, letters
from pipeline.identity.residue import possible_pairs

ACCEPT = 0.97  # below it a pair is only proposed to people
PROPOSE = 0.05
MARGIN = 0.5  # what is likelier than this is another choice
A_DISTRICT = 50  # units of a type at least: two of one district taken blindly are one unit once in as many
JUDGED = 10_000  # pairs of units that the chances below are worth beside those that are counted

# (m, u): how often one unit's two spellings look so, how often two units' do
NAME = {
    "key_l = key_r": (0.70, 0.0005),
    # two letters that changed places hardly ever make another name; one letter more or less often does ("Minh Tâm", "Minh Tân"),
    # but not where it makes a word that nobody else is called by
    "damerau_levenshtein(key_l, key_r) = 1 and levenshtein(key_l, key_r) = 2": (0.04, 0.00002),
    f"length(key_l) >= {LEAST_ORDER} and letters_l = letters_r": (0.04, 0.00002),  # the parts of a name in another order
    "levenshtein(key_l, key_r) <= 1 and length(key_l) >= 5 and (is_odd_l or is_odd_r)": (0.08, 0.00008),
    "levenshtein(key_l, key_r) <= 1 and length(key_l) >= 5": (0.03, 0.0006),
    "jaro_winkler_similarity(key_l, key_r) >= 0.92": (0.08, 0.0012),
    "starts_with(key_l, key_r) or starts_with(key_r, key_l)": (0.03, 0.002),
    f"least(length(key_l), length(key_r)) >= {LEAST_END} and (ends_with(key_l, key_r) or ends_with(key_r, key_l))": (0.01, 0.002),
    "jaro_winkler_similarity(key_l, key_r) >= 0.85": (0.02, 0.01),
    None: (0.02, 0.9857),
}
AREA = {"area_code_l = area_code_r": (0.97, 0.97), None: (0.03, 0.03)}  # pairs of two districts were sought by their day
COMMUNE = {"commune_code_l = commune_code_r": (0.96, 0.1), None: (0.04, 0.9)}
FOUNDED = {"founded_on_l = founded_on_r": (0.92, 0.002), None: (0.08, 0.998)}
BUSINESS = {
    "business_l = business_r": (0.75, 0.25),
    "(business_l & business_r) = business_l or (business_l & business_r) = business_r": (0.23, 0.25),
    None: (0.02, 0.5),
}
COMPARED = {"key": NAME, "area_code": AREA, "commune_code": COMMUNE, "founded_on": FOUNDED, "business": BUSINESS}
COUNTED = ("key", "commune_code", "founded_on")  # whose equality by chance depends on the lists
PROPOSAL = {"left": pl.UInt32, "right": pl.UInt32, "probability": pl.Float64, "accepted": pl.Boolean}


def proposals(linked: pl.DataFrame) -> pl.DataFrame:
    """Pairs of units that may be one (PROPOSAL), the likeliest first. ``linked``: records with uid.

    ``accepted`` pairs are one to one: both sides' clear choice, and no two of a chain in one file.
    """
    # a row that fits several units alike is people's to place
    linked = linked.filter(pl.col("doubt").ne_missing("ambiguous"))
    pairs = possible_pairs(linked)
    if pairs.is_empty():
        return pl.DataFrame(schema=PROPOSAL)
    weighed = (
        _predict(linked, pairs)
        .filter(pl.col("probability") >= PROPOSE)
        .sort("probability", "left", "right", descending=[True, False, False])
    )
    return weighed.with_columns(accepted=pl.Series(_accept(weighed, linked), dtype=pl.Boolean)).select(PROPOSAL.keys())


def _predict(linked: pl.DataFrame, pairs: pl.DataFrame) -> pl.DataFrame:
    """``pairs`` with the probability of the likeliest of all their spellings."""
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    spellings = _spellings(linked)
    chances = {name: _chance(linked, name, table) for name, table in COMPARED.items()}

    def comparison(column: str, table: dict[str | None, tuple[float, float]]) -> comparisons.CustomComparison:
        made: list[Any] = [levels.NullLevel(column)]
        for (condition, (m, _)), u in zip(table.items(), chances[column], strict=True):
            level = levels.ElseLevel() if condition is None else levels.CustomLevel(condition)
            made.append(level.configure(m_probability=m, u_probability=u))
        return comparisons.CustomComparison(made, output_column_name=column)

    in_district = spellings.group_by("area_code", "is_tht").agg(pl.col("uid").n_unique())["uid"].to_list()
    beside = sum(units * units for units in in_district) / sum(in_district)  # units in the district of a unit taken blindly
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="spelling",
        probability_two_random_records_match=1 / max(A_DISTRICT, beside),
        blocking_rules_to_generate_predictions=[block_on("pair")],
        comparisons=[comparison(column, table) for column, table in COMPARED.items()],
        retain_matching_columns=False,
        additional_columns_to_retain=["pair"],
    )
    backend = DuckDBAPI()
    pairs = pairs.with_row_index("pair")
    sides = [pairs.select("pair", uid=side).join(spellings, on="uid").drop("uid").with_row_index("spelling") for side in ("left", "right")]
    tables = [backend.register(side.to_arrow(), dataset_display_name=name) for side, name in zip(sides, ("a_left", "b_right"), strict=True)]
    found = Linker(tables, settings, log_level="ERROR").inference.predict(warning_mode="never").as_duckdbpyrelation().pl()
    return pairs.join(found.group_by(pair="pair_l").agg(probability=pl.col("match_probability").max()), on="pair")


def _chance(linked: pl.DataFrame, column: str, table: dict[str | None, tuple[float, float]]) -> list[float]:
    """The u of each level. To be equal is counted among the rows of one file and district, which are different units, and weighed with
    the judged chance; where fewer names are equal, fewer are near."""
    judged = [u for _, u in table.values()]
    if column not in COUNTED:
        return judged
    known = linked.filter(pl.col(column).is_not_null(), ~IN_ALLIANCE).unique(["submission_id", "uid"])

    def pairs(*by: str) -> int:
        sizes = known.group_by("submission_id", "area_code", IS_THT, *by).len()["len"].cast(pl.Int64)
        return int((sizes * (sizes - 1)).sum()) // 2

    equal = (pairs(column) + JUDGED * judged[0]) / (pairs() + JUDGED)
    near = [u * min(1.0, equal / judged[0]) for u in judged[1:-1]]
    return [equal, *near, 1 - equal - sum(near)]


def _spellings(linked: pl.DataFrame) -> pl.DataFrame:
    """Every way in which a unit is written. ``is_odd``: a word of the name is in no other unit's."""
    words = linked.select("uid", "name", word=each(pl.col("name"), fold).str.split(" ")).unique(["uid", "name"]).explode("word")
    odd = words.filter(pl.col("uid").n_unique().over("word") == 1).select("uid", "name").unique().with_columns(is_odd=pl.lit(True))
    frame = linked.filter(pl.col("key").is_not_null()).join(odd, on=["uid", "name"], how="left")
    frame = frame.select(
        "uid",
        "area_code",
        "key",
        IS_THT.alias("is_tht"),
        "commune_code",
        pl.when(~IN_ALLIANCE).then("founded_on").alias("founded_on"),
        pl.col("business").cast(pl.Int64),
        pl.col("is_odd").fill_null(False),
        letters=letters("key"),
    )
    return frame.unique().sort(frame.columns)


def _accept(weighed: pl.DataFrame, linked: pl.DataFrame) -> list[bool]:
    """Take the likeliest first, never two rows of one file into one unit, and nothing where another choice is likely too.

    Another unit is another choice only where it stands beside the first in some file; else all of them may be one.
    """
    inside = {uid: set(files) for uid, files in linked.group_by("uid").agg(pl.col("submission_id").unique()).iter_rows()}
    root: dict[int, int] = {}
    likely: dict[int, list[int]] = {}
    rows = list(weighed.select("left", "right", "probability", "may_link").iter_rows())
    for left, right, probability, _ in rows:
        if probability > MARGIN:
            likely.setdefault(left, []).append(right)
            likely.setdefault(right, []).append(left)

    def find(uid: int) -> int:
        while uid in root:
            uid = root[uid]
        return uid

    def is_contested(uid: int, chosen: int) -> bool:
        return any(find(other) != chosen and inside[find(other)] & inside[chosen] for other in likely[uid])

    accepted = []
    for left, right, probability, may_link in rows:
        a, b = find(left), find(right)
        apart = a != b and not inside[a] & inside[b]
        accepted.append(apart and may_link and probability >= ACCEPT and not is_contested(left, b) and not is_contested(right, a))
        if accepted[-1]:
            root[a] = b
            inside[b] |= inside[a]
    return accepted
