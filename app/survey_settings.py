"""What `assist.toml` says about asking customers how it was."""

from datetime import timedelta

from pydantic import Field, field_validator

from app.sections import Section
from assist.customers.survey import SurveyTerms

LONGEST = 1000  # characters: a question that nobody reads is not answered


class SurveySettings(Section):
    """A question by direct message once a case is resolved; a person approves each."""

    enabled: bool = Field(False, description="offers it to whoever resolves a case")
    wording: dict[str, str] = Field(
        {}, description="the question by language, such as en; it asks for a number from 1 to 5"
    )
    after_minutes: float = Field(30, ge=0, le=10_080, description="after the case was resolved")
    not_again_days: int = Field(30, ge=1, description="so long nobody is asked twice, on whatever handle")

    @field_validator("wording")
    @classmethod
    def _can_be_sent(cls, said: dict[str, str]) -> dict[str, str]:
        for language, text in said.items():
            if not text.strip() or len(text) > LONGEST:
                raise ValueError(
                    f"the question in {language!r} is empty, or longer than {LONGEST} characters"
                )
        return said

    @property
    def terms(self) -> SurveyTerms:
        """The same as the desk goes by."""
        return SurveyTerms(
            enabled=self.enabled,
            wording=self.wording,
            after=timedelta(minutes=self.after_minutes),
            not_again_for=timedelta(days=self.not_again_days),
        )
