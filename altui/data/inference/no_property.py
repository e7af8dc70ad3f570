"""Columns that say nothing of the row: counters, paths, marks of a split, what programs leave.

Nobody means them to be learned from, and a model that does looks better than it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from altui.data.inference.column_profile import Profile
from altui.data.inference.role_rules import MOST_CLASSES, TARGET_NAMES, Judged, plain_name
from altui.data.schema import CHOSEN, FEATURES, Role
from altui.data.table import Table

COUNTS = "a running number of the rows"

LEFT_BY_PROGRAMS = frozenset(
    [
        "__index_level_0__",
        "_input_hash",
        "_task_hash",
        "_session_id",
        "_annotator_id",
        "_timestamp",
        "_view_id",
        "level_0",
    ]
)
LABEL_STUDIO = frozenset(["annotation_id", "annotator", "lead_time"])
BESIDE_THEM = frozenset(["created_at", "updated_at"])
"""What Label Studio's CSV says of its annotations; only all together are they its own."""

SPLIT_NAMES = frozenset(
    [
        "split",
        "fold",
        "set",
        "subset",
        "partition",
        "is_test",
        "is_train",
        "train_test",
        "cv_fold",
        "kfold",
        "holdout",
        "dataset_split",
        "data_split",
        "train_test_split",
    ]
)
PARTS = frozenset(
    [
        "train",
        "training",
        "test",
        "testing",
        "val",
        "valid",
        "validation",
        "dev",
        "holdout",
        "eval",
        "true",
        "false",
        "yes",
        "no",
    ]
)
MOST_FOLDS = 20
OWN = "altui_"

PATH = re.compile(r"\s*([A-Za-z]:)?[^\n<>|\"*?]*[\\/][^\n<>|\"*?\\/]*\.\w{1,5}\s*")
FILE_NAME = re.compile(
    r"[^\s\\/]+\.(png|jpe?g|gif|tiff?|bmp|webp|pdf|txt|wav|mp3|mp4|csv|json|xml|html?|docx?)",
    re.IGNORECASE,
)
LINK = re.compile(r"\s*(https?|ftp|s3|gs)://\S+\s*")


def set_aside(profiles: Sequence[Profile], roles: Judged, table: Table) -> None:
    """Give columns that are no property of the row a role that nothing is learned from."""
    left = table.housekeeping
    if set(table.columns) >= LABEL_STUDIO:
        left |= LABEL_STUDIO | BESIDE_THEM
    for profile in profiles:
        role, reason = roles[profile.name]
        if reason == CHOSEN or profile.name in table.given_roles:
            continue
        found = _judge(profile, role, left)
        if found is not None:
            roles[profile.name] = found
    _find_counters(profiles, roles)


def _judge(profile: Profile, role: Role, left: frozenset[str]) -> tuple[Role, str] | None:
    name = profile.name.strip().casefold()
    if role is Role.TARGET:
        return None
    if name.startswith(OWN):
        return Role.HIDDEN, "written by altui"
    if name in LEFT_BY_PROGRAMS or profile.name in left:
        return Role.HIDDEN, "left by another program"
    if plain_name(name) in TARGET_NAMES and profile.distinct > MOST_CLASSES and role in FEATURES:
        return Role.SHOWN, f"named like a label, with {profile.distinct:,} values"
    if not profile.rows - profile.empty:
        return Role.HIDDEN, "all values are empty"
    if role in FEATURES and is_split(name, profile.distinct_values):
        return Role.SHOWN, "marks a split of the rows"
    if role in FEATURES and _are(profile, LINK):
        return Role.SHOWN, "web addresses"
    if role in FEATURES and (_are(profile, PATH) or _are(profile, FILE_NAME)):
        return Role.SHOWN, "paths of files"
    return None


def is_split(name: str, values: set[str]) -> bool:
    """Whether a column of this name and these values says which part a row belongs to."""
    if name.strip().casefold() not in SPLIT_NAMES:
        return False
    folded = {value.strip().casefold() for value in values} - {""}
    counted = all(value.isdecimal() and int(value) < MOST_FOLDS for value in folded)
    return folded <= PARTS or (counted and len(folded) <= MOST_FOLDS)


def _are(profile: Profile, form: re.Pattern[str]) -> bool:
    return bool(profile.sample) and all(form.fullmatch(value) for value in profile.sample)


def _find_counters(profiles: Sequence[Profile], roles: Judged) -> None:
    """Running numbers; the first of them names the rows where no other column does."""
    for profile in profiles:
        role, reason = roles[profile.name]
        if role is not Role.NUMERIC or reason == CHOSEN or not profile.running:
            continue
        has_id = any(each is Role.ID for each, _ in roles.values())
        roles[profile.name] = (Role.SHOWN if has_id else Role.ID, COUNTS)
