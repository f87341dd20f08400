"""The verbs of the register of agreements. Reached as ``project.register``.

What an agreement is and how it steps is in :mod:`stageplanner.domain.agreement` and
:mod:`stageplanner.domain.negotiation.find_agreements`; here it becomes a verb that can be undone
and is in the history and in the log of the agreement.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stageplanner.domain.agreement import (
    Agreement,
    AgreementKind,
    AgreementParty,
    AgreementStatus,
    Clause,
    PartyStatus,
    Scope,
    agreement_step,
    logged,
    next_number,
    with_party,
)
from stageplanner.domain.calendar import school_year_of
from stageplanner.domain.comparison.records import before_and_after
from stageplanner.domain.history import file_origin, now
from stageplanner.domain.negotiation import find_agreements
from stageplanner.domain.negotiation.make_agreements import (
    AgreementsMade,
    make_agreements,
    scope_of,
)
from stageplanner.domain.negotiation.round_steps import round_numbered
from stageplanner.domain.proposal import Party
from stageplanner.domain.stage_period import folded_name
from stageplanner.domain.state import State
from stageplanner.messages import text
from stageplanner.problems import Problem, StagePlannerError

if TYPE_CHECKING:
    from stageplanner.sheets.reading.shortages import ShortageReading
    from stageplanner.workspace.undo import UndoableRegion

#: What may be changed of an agreement that binds without asking its parties again.
_INTERNAL_FIELDS = frozenset({"title", "holder", "scope"})
_CHANGEABLE = _INTERNAL_FIELDS | {"conditions", "valid_from", "valid_until", "renews", "clauses"}


class Register:
    """The agreements of a project; every verb is one step that can be undone.

    Parameters
    ----------
    project : UndoableRegion
        The open project.
    """

    def __init__(self, project: UndoableRegion) -> None:
        self._project = project

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Every agreement, in the order in which they were made."""
        return self._project.state.agreements

    def agreement(self, number: str) -> Agreement:
        """Return the agreement of a number.

        Parameters
        ----------
        number : str
            Its number.

        Returns
        -------
        Agreement
            The agreement.

        Raises
        ------
        StagePlannerError
            There is no such agreement.
        """
        return find_agreements.agreement_numbered(self._project.state, number)

    # --- making ----------------------------------------------------------------------------

    def make_agreements(self, round_number: int) -> AgreementsMade:
        """Make agreements of what was accepted in a round, and record what each party gave.

        Parameters
        ----------
        round_number : int
            The round.

        Returns
        -------
        AgreementsMade
            The numbers of the new agreements, and what could not be made one.

        Raises
        ------
        StagePlannerError
            Nothing was accepted of which there is no agreement yet.
        """
        return self.adopt_agreements(
            preview_agreements(self._project.state, round_number), round_number
        )

    def adopt_agreements(self, made: AgreementsMade, round_number: int) -> AgreementsMade:
        """Take over agreements that were previewed with :func:`preview_agreements`.

        The region must be as it was then; only agreements, rounds and balances are taken.

        Parameters
        ----------
        made : AgreementsMade
            The new agreements.
        round_number : int
            Their round.

        Returns
        -------
        AgreementsMade
            With the state of the region now.
        """
        round_ = round_numbered(self._project.state, round_number)
        after = replace(
            self._project.state,
            agreements=made.state.agreements,
            rounds=made.state.rounds,
            balances=made.state.balances,
        )
        for number in made.numbers:
            agreement = find_agreements.agreement_numbered(after, number)
            after = find_agreements.with_agreement(
                after, self._logged(agreement, "made", round_.id)
            )
        self._project.commit_state(after, "make_agreements", round_.id)
        return replace(made, state=after)

    def new_agreement(
        self,
        title: str,
        kind: AgreementKind,
        parties: tuple[Party, ...],
        *,
        school_year: int,
        scope: Scope | None = None,
        clauses: tuple[Clause, ...] = (),
        conditions: str = "",
        holder: str = "",
        renews: bool = False,
    ) -> Agreement:
        """Write a draft by hand, such as one for the whole region.

        Parameters
        ----------
        title : str
            Of the agreement.
        kind : AgreementKind
            Its kind.
        parties : tuple of Party
            Who agree.
        school_year : int
            The year in which it begins.
        scope : Scope, optional
            By default that of the clauses.
        clauses : tuple of Clause
            What is agreed per stage period.
        conditions : str
            Free text.
        holder : str
            Who keeps it.
        renews : bool
            Whether it renews every year.

        Returns
        -------
        Agreement
            The draft.

        Raises
        ------
        StagePlannerError
            It has no title.
        """
        if not title.strip():
            raise StagePlannerError(Problem(code="agreement_no_title"))
        state = self._project.state
        taken = [agreement.number for agreement in state.agreements]
        agreement = Agreement(
            number=next_number(state.ground_rules.code, school_year, taken),
            title=title.strip(),
            kind=kind,
            school_year=school_year,
            scope=scope or scope_of(clauses),
            parties=tuple(AgreementParty(party=party) for party in parties),
            clauses=clauses,
            conditions=conditions,
            valid_from=date(school_year, 8, 1),
            valid_until=date(school_year + 1, 7, 31),
            renews=renews,
            holder=holder,
        )
        return self._do(agreement, "new_agreement", "made")

    def change_agreement(self, number: str, **fields: Any) -> Agreement:  # noqa: ANN401
        """Change the text of an agreement.

        What parties agreed to is asked of them again: a binding agreement then goes back to
        discussion, as its next version.

        Parameters
        ----------
        number : str
            The agreement.
        **fields
            Fields to change: title, conditions, clauses, validity, holder, ...

        Returns
        -------
        Agreement
            As it is now.

        Raises
        ------
        StagePlannerError
            It is over, or its validity ends before it begins.
        ValueError
            There is no such field to change.
        """
        old = self.agreement(number)
        unknown = fields.keys() - _CHANGEABLE
        if unknown:
            raise ValueError(f"an agreement has no {sorted(unknown)} to change")
        if old.is_over:
            raise StagePlannerError(
                Problem(code=f"agreement_is_{old.status.value}", values={"number": number})
            )
        new = replace(old, **fields)
        if new.valid_until < new.valid_from:
            raise StagePlannerError(Problem(code="agreement_validity", values={"number": number}))
        if new == old:
            return old
        if fields.keys() - _INTERNAL_FIELDS and old.status is not AgreementStatus.DRAFT:
            new = _asked_again(new)
        return self._do(new, "change_agreement", "changed")

    def replacement(self, number: str) -> Agreement:
        """Write a draft that is to replace an agreement; once agreed, the old one is over.

        Parameters
        ----------
        number : str
            A binding agreement.

        Returns
        -------
        Agreement
            The draft.

        Raises
        ------
        StagePlannerError
            The agreement does not bind.
        """
        old = self.agreement(number)
        if not old.is_binding:
            raise StagePlannerError(
                Problem(code=f"agreement_is_{old.status.value}", values={"number": number})
            )
        state = self._project.state
        taken = [agreement.number for agreement in state.agreements]
        draft = replace(
            _asked_again(old),
            number=next_number(state.ground_rules.code, old.school_year, taken),
            version=1,
            status=AgreementStatus.DRAFT,
            effect=None,
            replaces=old.number,
            evaluation="",
            evaluated_on=None,
            log=(),
        )
        return self._do(draft, "replacement", "made", old.number)

    # --- parties ---------------------------------------------------------------------------

    def set_party_status(self, number: str, party: str, status: PartyStatus) -> Agreement:
        """Record what one party says of an agreement; when all agree, it is agreed.

        Parameters
        ----------
        number, party : str
            The agreement, and the name or id of the party.
        status : PartyStatus
            What it says.

        Returns
        -------
        Agreement
            As it is now.

        Raises
        ------
        StagePlannerError
            There is no such agreement or party.
        """
        agreement = self.agreement(number)
        entry = replace(_party(agreement, party), status=status)
        return self._do(with_party(agreement, entry), "party_status", status.value, party)

    def sign(
        self, number: str, party: str, name: str, role: str = "", on: date | None = None
    ) -> Agreement:
        """Record who signed for a party, and when.

        Parameters
        ----------
        number, party : str
            The agreement, and the name or id of the party.
        name, role : str
            Who signed; a signature of nobody binds nobody, so the name is not empty.
        on : date, optional
            By default today.

        Returns
        -------
        Agreement
            As it is now.

        Raises
        ------
        StagePlannerError
            The agreement is not agreed, or has no such party, or the name is empty.
        """
        agreement = self.agreement(number)
        if agreement.status is not AgreementStatus.AGREED:
            code = f"agreement_is_{agreement.status.value}"
            raise StagePlannerError(Problem(code=code, values={"number": number}))
        # Spaces and signs that are not seen are no name.
        if not folded_name(name):
            raise StagePlannerError(Problem(code="signature_no_name", values={"number": number}))
        entry = replace(
            _party(agreement, party),
            signed_by=name.strip(),
            signed_role=role.strip(),
            signed_on=on or date.today(),
        )
        return self._do(with_party(agreement, entry), "sign", "signed_by_party", party)

    def set_contact(
        self, number: str, party: str, *, name: str = "", role: str = "", email: str = ""
    ) -> Agreement:
        """Record whom to speak with; empty fields take it away.

        Parameters
        ----------
        number, party : str
            The agreement, and the name or id of the party.
        name, role, email : str
            The contact, with a work e-mail.

        Returns
        -------
        Agreement
            As it is now.

        Raises
        ------
        StagePlannerError
            There is no such agreement or party.
        """
        agreement = self.agreement(number)
        entry = replace(_party(agreement, party), contact=name, role=role, email=email)
        return self._do(with_party(agreement, entry), "set_contact", "contact", party)

    def remove_person(self, name: str) -> int:
        """Remove a person from the register, as contact and as who signed; the date stays.

        Parameters
        ----------
        name : str
            Of the person; case and spaces do not matter.

        Returns
        -------
        int
            In how many agreements that person was.
        """
        state = self._project.state
        wanted = " ".join(name.split()).casefold()
        count = 0
        for agreement in state.agreements:
            parties = tuple(_without(entry, wanted) for entry in agreement.parties)
            if parties != agreement.parties:
                count += 1
                after = self._logged(replace(agreement, parties=parties), "contact")
                state = find_agreements.with_agreement(state, after)
        if count:
            self._project.commit_state(state, "remove_person")
        return count

    # --- status of an agreement ------------------------------------------------------------

    def set_status(self, number: str, status: AgreementStatus, note: str = "") -> Agreement:
        """Take an agreement one lawful step further.

        When a replacement is agreed, the agreement it replaces is over, and the peak and shortage
        before and after are recorded.

        Parameters
        ----------
        number : str
            The agreement.
        status : AgreementStatus
            The next status.
        note : str
            For the log.

        Returns
        -------
        Agreement
            As it is now.

        Raises
        ------
        StagePlannerError
            There is no such agreement, or the step is not allowed.
        """
        from stageplanner.load.agreement_effect import effect_measure

        state = self._project.state
        after = agreement_step(self.agreement(number), status)
        if status is AgreementStatus.AGREED:
            for name in after.replaces.split():
                old = next((a for a in state.agreements if a.number == name and a.is_binding), None)
                if old is not None:
                    gone = agreement_step(old, AgreementStatus.REPLACED)
                    gone = self._logged(gone, AgreementStatus.REPLACED.value, number)
                    state = find_agreements.with_agreement(state, gone)
            after = replace(after, effect=effect_measure(state)(after.scope.programmes))
        after = self._logged(after, status.value, note)
        self._project.commit_state(
            find_agreements.with_agreement(state, after), "agreement_status", number
        )
        return after

    def evaluate(
        self,
        number: str,
        evaluation: str,
        realised: Mapping[str, int] | None = None,
        on: date | None = None,
    ) -> Agreement:
        """Record how it went, with the students that were really present per stage period.

        Parameters
        ----------
        number : str
            A running or evaluated agreement.
        evaluation : str
            How it went.
        realised : mapping of str to int, optional
            Students by the id of the stage period.
        on : date, optional
            By default today.

        Returns
        -------
        Agreement
            As it is now.

        Raises
        ------
        StagePlannerError
            A stage period has no clause, or the agreement is not running.
        """
        agreement = self.agreement(number)
        counts = realised or {}
        unknown = sorted(counts.keys() - {clause.period for clause in agreement.clauses})
        if unknown:
            values = {"number": number, "periods": unknown}
            raise StagePlannerError(Problem(code="agreement_no_clause", values=values))
        clauses = tuple(
            replace(clause, realised=counts.get(clause.period, clause.realised))
            for clause in agreement.clauses
        )
        evaluated = replace(
            agreement,
            clauses=clauses,
            evaluation=evaluation.strip(),
            evaluated_on=on or date.today(),
        )
        if evaluated.status is AgreementStatus.RUNNING:
            evaluated = agreement_step(evaluated, AgreementStatus.EVALUATED)
        elif evaluated.status is not AgreementStatus.EVALUATED:
            code = f"agreement_is_{evaluated.status.value}"
            raise StagePlannerError(Problem(code=code, values={"number": number}))
        return self._do(evaluated, "evaluate", AgreementStatus.EVALUATED.value)

    # --- where agreements are needed -------------------------------------------------------

    def import_shortages(self, path: Path) -> ShortageReading:
        """Read published shortage figures; they replace those of the same file.

        Parameters
        ----------
        path : Path
            The file.

        Returns
        -------
        ShortageReading
            The figures, and every row that could not be used.

        Raises
        ------
        StagePlannerError
            The file cannot be read, or has no shortage figures.
        """
        reading = preview_shortages(path)
        self.adopt_shortages(reading)
        return reading

    def adopt_shortages(self, reading: ShortageReading) -> None:
        """Take over shortage figures that were read with :func:`preview_shortages`.

        Parameters
        ----------
        reading : ShortageReading
            The figures.
        """
        state = self._project.state
        kept = tuple(figure for figure in state.shortages if figure.file != reading.file)
        after = replace(state, shortages=(*kept, *reading.figures))
        if after.shortages != state.shortages:
            origin = file_origin(reading.file, reading.sha256)
            event = self._project.event(
                "shortages", reading.file, before_and_after(state, after), origin
            )
            content = replace(self._project.content, state=after)
            self._project.commit(content, "shortages", reading.file, (event,))

    def _do(self, agreement: Agreement, verb: str, what: str, note: str = "") -> Agreement:
        after = self._logged(agreement, what, note)
        state = find_agreements.with_agreement(self._project.state, after)
        self._project.commit_state(state, verb, agreement.number)
        return after

    def _logged(self, agreement: Agreement, what: str, note: str = "") -> Agreement:
        from stageplanner.store.file_lock import current_user

        return logged(agreement, now(), current_user(), what, note)


def preview_agreements(state: State, round_number: int) -> AgreementsMade:
    """Make agreements of what was accepted in a round; nothing changes until they are adopted.

    A plain function of the state, so that it can run in a child process.

    Parameters
    ----------
    state : State
        The region.
    round_number : int
        The round.

    Returns
    -------
    AgreementsMade
        The numbers of the new agreements, and what could not be made one.

    Raises
    ------
    StagePlannerError
        Nothing was accepted of which there is no agreement yet.
    """
    from stageplanner.load.agreement_effect import effect_measure
    from stageplanner.load.fairness import with_balances

    round_ = round_numbered(state, round_number)
    made = make_agreements(state, round_, effect_measure(state), agreement_title)
    if not made.numbers:
        code = "agreements_wait" if made.problems else "agreements_none"
        raise StagePlannerError(Problem(code=code, values={"round": round_.id}))
    return replace(made, state=with_balances(made.state))


def preview_shortages(path: Path) -> ShortageReading:
    """Read published shortage figures and change nothing.

    Parameters
    ----------
    path : Path
        The file.

    Returns
    -------
    ShortageReading
        The figures, and every row that could not be used.

    Raises
    ------
    StagePlannerError
        The file cannot be read, or has no shortage figures.
    """
    from stageplanner.sheets.reading.shortages import read_shortages

    return read_shortages(path)


def _asked_again(agreement: Agreement) -> Agreement:
    """Return the next version of a text, to which no party has answered yet."""
    parties = tuple(
        replace(entry, status=PartyStatus.OPEN, signed_by="", signed_role="", signed_on=None)
        for entry in agreement.parties
    )
    return replace(
        agreement,
        version=agreement.version + 1,
        status=AgreementStatus.DISCUSSED,
        parties=parties,
    )


def _party(agreement: Agreement, name: str) -> AgreementParty:
    """Return the party of a name or id."""
    wanted = name.casefold()
    for entry in agreement.parties:
        if wanted in (entry.party.id.casefold(), entry.party.label.casefold()):
            return entry
    known = [entry.party.label for entry in agreement.parties]
    values = {"number": agreement.number, "party": name, "known": known}
    raise StagePlannerError(Problem(code="agreement_no_party", values=values))


def _without(entry: AgreementParty, person: str) -> AgreementParty:
    if entry.contact.casefold() == person:
        entry = replace(entry, contact="", email="")
    if entry.signed_by.casefold() == person:
        entry = replace(entry, signed_by="")
    return entry


def agreement_title(party: Party, clauses: tuple[Clause, ...]) -> str:
    """Return the title of an agreement that was given none: the party, its groups, the year.

    Parameters
    ----------
    party : Party
        Whom it is with.
    clauses : tuple of Clause
        At least one.

    Returns
    -------
    str
        In Dutch.
    """
    years = {school_year_of(p.option.start) for clause in clauses for p in clause.after}
    year = min(years)
    return text(
        "agreement_title",
        "nl",
        party=party.label,
        periods=len(clauses),
        year=f"{year}-{year + 1}",
    )
