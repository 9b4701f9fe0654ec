"""The history of the tables, for Alembic: a file per change under `versions/`.

`REVISIONS` names them in order, so that a start with nothing to do need not load Alembic.
"""

REVISIONS = (
    "0001",
    "0002",
    "0003",
    "0004",
    "0005",
    "0006",
    "0007",
    "0008",
    "0009",
    "0010",
    "0011",
    "0012",
    "0013",
    "0014",
    "0015",
    "0016",
    "0017",
)
