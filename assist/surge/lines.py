"""The lines of a wave: for each case an exact text that is nobody else's, checked as every draft is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from assist.respond import Assistant
from assist.surge.wording import Fresh, speaks, variants
from assist.text.language import language_and_why
from desk.cases import Case, Person
from desk.drafts import Draft, To
from desk.incidents import IncidentId
from desk.waves import Line, Purpose

WHERE = "it goes where the customer wrote"
NO_WORDS_LEFT = "no wording is left that nobody else got: answer it personally"


@dataclass(frozen=True)
class Writer:
    """Words and checks the lines of one wave."""

    assistant: Assistant
    incident: IncidentId
    purpose: Purpose
    by: Person
    sentence: str = ""  # of the lead's own, said in every text of its language
    _texts: dict[str | None, Iterator[str]] = field(default_factory=dict)
    _fresh: Fresh = field(default_factory=Fresh)

    def lines(self, cases: Iterable[Case], taken: Sequence[str] = ()) -> list[Line]:
        """One for each case, in their order; `taken` are texts that others of the list get already."""
        for text in taken:
            self._fresh.takes(text)
        return [self._line(case) for case in cases]

    def edited(self, case: Case, line: Line, text: str) -> Line:
        """The line in a person's words."""
        return replace(self._checked(case, text), excluded_by=line.excluded_by, edited_by=self.by.name)

    def draft(self, case: Case, text: str) -> Draft:
        """The case's draft in these words, checked now."""
        to = To.PUBLIC if case.message.public else To.DM
        seed = Draft(0, to, WHERE, text, 0, (), (), "")
        draft = self.assistant.edited(replace(case, draft=seed), text, self.by)
        return replace(draft, drafter=f"incident:{self.incident}")

    def _line(self, case: Case) -> Line:
        language = self._language(case)
        to = To.PUBLIC if case.message.public else To.DM
        if not speaks(language):
            why = f"there is no wording in {language!r}: answer it personally"
            return Line(case.id, to, "", case.message.wording, closed=why)
        text = next(self._variants(language), None)
        if text is None:
            return Line(case.id, to, "", case.message.wording, closed=NO_WORDS_LEFT)
        return self._checked(case, text)

    def _checked(self, case: Case, text: str) -> Line:
        draft = self.draft(case, text)
        held = "; ".join(problem.message for problem in draft.problems if problem.blocking)
        return Line(case.id, draft.to, draft.text, case.message.wording, draft.cost_usd, closed=held)

    def _language(self, case: Case) -> str | None:
        triage = case.triage or self.assistant.triage(case)
        return triage.language

    def _variants(self, language: str | None) -> Iterator[str]:
        """Those that are left in this language."""
        if language not in self._texts:
            said = language_and_why(self.sentence)[0] or "en"
            ours = self.sentence if said == (language or "en") else ""
            self._texts[language] = variants(self.purpose, language, ours, self._fresh)
        return self._texts[language]
