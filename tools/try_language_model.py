"""The packaged sample's messages through a real language model: how long it takes, what it uses, what becomes of it.

python tools/try_language_model.py --python VENV/bin/python [--messages 20] [--json]      a small model on this machine
python tools/try_language_model.py --base-url URL --name openai:NAME [--method json_schema]       any compatible server

Of the sample's messages, only those are counted for which the model is asked at all: the rest needs no draft.
CONTRIBUTING says what VENV needs.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from app.drafters import checker_of  # noqa: E402  # below the path that it is found on
from app.settings import FileSettings, read_settings  # noqa: E402
from app.wiring import House, now  # noqa: E402
from assist.draft.extractive import ExtractiveDrafter  # noqa: E402
from assist.draft.model.budget import Budget  # noqa: E402
from assist.draft.model.chat import Chat, Method, Request, Said, Tokens, Unanswered  # noqa: E402
from assist.draft.model.drafter import LanguageModelDrafter  # noqa: E402
from assist.draft.model.langchain_chat import Server, open_chat  # noqa: E402
from assist.draft.model.request import Limits  # noqa: E402
from assist.draft.ports import Told  # noqa: E402
from assist.reply.answers import Answer  # noqa: E402
from assist.respond import Assistant  # noqa: E402
from ingest.refresh import refresh  # noqa: E402
from tests.assist.model.local_server import MODEL, local_server  # noqa: E402
from tests.fakes.scripted_chat import Purse  # noqa: E402

SAMPLE = ROOT / "app" / "sample"
LIMITS = Limits(passages=3, tokens_per_draft=5000, answer_tokens=300, seconds=300.0, retries=0)


@dataclass(frozen=True)
class Outcome:
    """What became of one message."""

    message: str
    became: str  # by the model, repaired, fell back, abstained
    calls: int
    seconds: float
    tokens_read: int
    tokens_written: int
    why: str  # what was wrong with the model's drafts, or why there is none
    text: str


class Measured:
    """A chat, and what each call of it took."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.name = chat.name
        self.tokens: list[Tokens] = []
        self.seconds = 0.0

    def start(self) -> None:
        """Begins anew."""
        self.tokens, self.seconds = [], 0.0

    def ask(self, request: Request, seconds: float, told: Told) -> Said:
        """As the chat does."""
        began = perf_counter()
        try:
            said = self._chat.ask(request, seconds, told)
        except Unanswered as failure:
            self.tokens.append(failure.tokens)
            raise
        finally:
            self.seconds += perf_counter() - began
        self.tokens.append(said.tokens)
        return said


def outcomes(base_url: str, name: str, method: Method, most: int) -> Iterator[Outcome]:
    """One for each of the first messages that the model is asked for."""
    server = Server(base_url, method=method)
    chat = Measured(open_chat(name, server, answer_tokens=LIMITS.answer_tokens, seconds=LIMITS.seconds))
    with TemporaryDirectory() as folder:
        assistant = sample_assistant(Path(folder), chat)
        for row in map(json.loads, (SAMPLE / "messages.jsonl").read_text("utf-8").splitlines()):
            chat.start()
            answer = assistant.answer(row["text"])
            if chat.tokens:
                yield outcome(row["id"], answer, chat)
                most -= 1
            if most == 0:
                return


def sample_assistant(folder: Path, chat: Chat) -> Assistant:
    """The model first, then quotes, over the sample's knowledge."""
    house = House(read_settings(SAMPLE / "assist.toml", model=FileSettings, data_dir=folder), base=SAMPLE)
    for source in house.sources:
        refresh(source, house.index, now=now)
    model = LanguageModelDrafter(chat, Budget(Purse()), company=house.settings.company.name, limits=LIMITS)
    checker = checker_of(house.settings, house.index, house.meaning)
    return Assistant(checker, [model, ExtractiveDrafter(house.meaning)])


def outcome(message: str, answer: Answer, chat: Measured) -> Outcome:
    """What the desk would show."""
    used = sum(chat.tokens, Tokens())
    draft = answer.draft
    why = "; ".join(draft.made.attempts) if draft else answer.why_not
    return Outcome(
        message=message,
        became=became(answer, len(chat.tokens)),
        calls=len(chat.tokens),
        seconds=round(chat.seconds, 2),
        tokens_read=used.read,
        tokens_written=used.written,
        why=why,
        text=draft.text if draft else "",
    )


def became(answer: Answer, calls: int) -> str:
    """By whom the draft is, in one word or two."""
    if answer.draft is None:
        return "abstained"
    if not answer.draft.drafter.startswith("language_model:"):
        return "fell back"
    return "by the model" if calls == 1 else "repaired"


def figures(found: Sequence[Outcome]) -> Mapping[str, object]:
    """The whole run in one line."""
    seconds = sorted(one.seconds for one in found)
    percentiles = quantiles(seconds, n=20, method="inclusive") if len(seconds) > 1 else seconds * 19
    return {
        "messages": len(found),
        "became": dict(Counter(one.became for one in found)),
        "calls": sum(one.calls for one in found),
        "seconds_p50": round(percentiles[9], 1),
        "seconds_p95": round(percentiles[18], 1),
        "tokens_read": sum(one.tokens_read for one in found),
        "tokens_written": sum(one.tokens_written for one in found),
    }


def main() -> None:
    """Print what became of each message, then the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--python", type=Path, help="a Python with llama_cpp's server and the small model")
    parser.add_argument("--base-url", help="a server that runs already")
    parser.add_argument("--name", default=f"openai:{MODEL}")
    parser.add_argument("--method", type=Method, choices=list(Method), default=Method.FUNCTION_CALLING)
    parser.add_argument("--messages", type=int, default=20)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    if (asked.python is None) == (asked.base_url is None):
        parser.error("say either --python or --base-url")
    found: list[Outcome] = []
    with local_server(asked.python) if asked.python else nullcontext(asked.base_url) as url:
        for one in outcomes(url, asked.name, asked.method, asked.messages):
            found.append(one)
            if not asked.json:
                spent = f"{one.seconds:6.1f} s {one.tokens_read:6} read {one.tokens_written:5} written"
                print(f"{one.message} {one.became:<13}{spent}  {one.text or one.why}", flush=True)
                print(f"     {one.why}" if one.text and one.why else "", flush=True)
    total = figures(found)
    print(json.dumps({**total, "outcomes": [asdict(one) for one in found]}) if asked.json else total)


if __name__ == "__main__":
    main()
