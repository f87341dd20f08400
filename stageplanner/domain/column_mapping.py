"""What a person decided about the layout of a file, remembered for the next import."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutAnswer:
    """The answer of a person to a question about files of one layout.

    Attributes
    ----------
    question : str
        The code of the problem that asks.
    heading : str
        The heading of the column; ``""`` if the question is about the table or the file.
    value : str
        The text of the cell, or what was assumed: another text is another question.
    answer : str or None
        What is read instead; ``None`` if what was read is right.
    is_withdrawn : bool
        Whether the answer is taken back: the question is asked again.
    """

    question: str
    heading: str = ""
    value: str = ""
    answer: str | None = None
    is_withdrawn: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """The question that is answered."""
        return self.question, self.heading, self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """The meaning of each heading of one layout, as plain words that a project can store.

    ``signature`` identifies the layout (its headings, in any order); ``columns`` pairs a heading
    with its field, or with ``""`` if the column is ignored; without any, only ``answers`` are
    known. ``institution`` is ``None`` if the mapping holds for all.
    """

    signature: str
    kind: str
    institution: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    answers: tuple[LayoutAnswer, ...] = ()


def merge_mappings(
    known: tuple[ColumnMapping, ...], new: tuple[ColumnMapping, ...]
) -> tuple[ColumnMapping, ...]:
    """Merge remembered mappings with those of a new import, which replace equal ones.

    Parameters
    ----------
    known, new : tuple of ColumnMapping
        A new mapping without columns keeps the known ones; a new answer replaces the known one to
        the same question, or takes it away if it is withdrawn.

    Returns
    -------
    tuple of ColumnMapping
        In the order in which the layouts became known.
    """
    merged: dict[tuple[str, str, str | None], ColumnMapping] = {}
    for mapping in (*known, *new):
        key = (mapping.signature, mapping.kind, mapping.institution)
        old = merged.get(key, mapping)
        answers = {a.key: a for a in (*old.answers, *mapping.answers)}
        merged[key] = replace(
            mapping,
            columns=mapping.columns or old.columns,
            answers=tuple(answer for answer in answers.values() if not answer.is_withdrawn),
        )
    return tuple(mapping for mapping in merged.values() if mapping.columns or mapping.answers)
