"""Search by words: the one door to tantivy. BM25 over titles, headings, text and part numbers, in memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from math import log
from typing import Any, NamedTuple

from index.knowledge import DocumentId, Passage
from index.projection.catalogue import Filter
from index.words.codes import codes, plain
from index.words.stopwords import GRAMMAR, MANNERS

Scores = dict[int, float]

# Scripts written without spaces are cut into single characters, everything else into runs of letters and digits.
UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
TOKENS = rf"[{UNSPACED}]|[[\p{{L}}\p{{N}}\p{{M}}]--[{UNSPACED}]]+"
WEIGHTS = {"body": 1.0, "title": 0.75, "heading": 0.5, "codes": 0.7}
LONGEST_QUESTION = 64  # terms; of a longer one the rarest count
TELLING_LIBRARY = 1000  # passages; of fewer, how many have a term says little of how rare it is
HEAP = 64_000_000  # bytes for the writer


def terms(text: str) -> list[str]:
    """The words of a text as they are indexed: lower case, no accents, English endings off; in order, repeated."""
    found: list[str] = _analyzer().analyze(plain(text))
    return found


def telling_terms(text: str) -> Counter[str]:
    """How often a question has each of its words, stop words left out."""
    return Counter(term for term in terms(text) if term not in _stop_terms())


@cache
def _stop_terms() -> frozenset[str]:
    return frozenset(terms(GRAMMAR + MANNERS))


@cache
def _tantivy() -> Any:
    import tantivy

    return tantivy


@cache
def _analyzer() -> Any:
    tantivy = _tantivy()
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(TOKENS))
    for step in (tantivy.Filter.lowercase(), tantivy.Filter.ascii_fold(), tantivy.Filter.stemmer("english")):
        builder = builder.filter(step)
    return builder.build()


@cache
def _schema() -> Any:
    builder = _tantivy().SchemaBuilder().add_integer_field("passage", fast=True)
    for name in ("document", "audience", "kind", "product"):
        builder = builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("body", "title", "heading"):
        builder = builder.add_text_field(name, tokenizer_name="ours", index_option="freq")
    return builder.add_text_field("codes", tokenizer_name="raw", index_option="freq").build()


class Word(NamedTuple):
    """One thing to look for, and how much it counts beside its rarity."""

    field: str
    term: str
    weight: float


class WordSearcher:
    """What could be found at one moment; later changes do not show in it."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher

    @property
    def passages(self) -> int:
        """How many passages it searches."""
        number: int = self._searcher.num_docs
        return number

    def best(self, question: str, wanted: Filter, limit: int) -> Scores:
        """The passages with the question's words, best first: at most `limit`, by BM25."""
        asked = self._asked(question)
        if not asked:
            return {}
        found = self._searcher.search(_query(asked, wanted), limit, count=False).hits
        keys = self._searcher.fast_field_values("passage", [address for _, address in found])
        return {int(key): float(score) for key, (score, _) in zip(keys, found, strict=True)}

    def rarity(self, term: str) -> float:
        """The weight of a term, greater the fewer passages have it; in a small library all weigh much the same."""
        number, has = self._searcher.num_docs, self._searcher.doc_freq("body", term)
        return log(1 + max(number, TELLING_LIBRARY) / (has + 1))

    def _asked(self, question: str) -> list[Word]:
        """What to look for; a word that the question repeats counts as often."""
        counted = telling_terms(question)
        rarest = sorted(counted, key=lambda term: counted[term] * self.rarity(term), reverse=True)
        return [
            Word(field, term, WEIGHTS[field] * counted[term])
            for term in rarest[:LONGEST_QUESTION]
            for field in ("body", "title", "heading")
        ] + [
            Word("codes", code, WEIGHTS["codes"])
            for code in list(dict.fromkeys(codes(question)))[:LONGEST_QUESTION]
        ]


def _query(asked: Sequence[Word], wanted: Filter) -> Any:
    """Built from terms, never parsed from text, so that no question is a syntax error."""
    tantivy = _tantivy()
    query, must, should = tantivy.Query, tantivy.Occur.Must, tantivy.Occur.Should
    words = [
        (should, query.boost_query(query.term_query(_schema(), word.field, word.term, "freq"), word.weight))
        for word in asked
    ]
    limits = [
        (must, query.const_score_query(query.term_set_query(_schema(), field, values), 0.0))
        for field, values in _limits(wanted).items()
    ]
    return query.boolean_query([(must, query.boolean_query(words)), *limits])


def _limits(wanted: Filter) -> Mapping[str, list[str]]:
    limits = {"audience": [audience.value for audience in wanted.audience.may_read]}
    if wanted.kinds is not None:
        limits["kind"] = [kind.value for kind in wanted.kinds]
    if wanted.products is not None:
        limits["product"] = list(wanted.products)
    return limits


class Words:
    """The words of the live passages. One thread changes it at a time; searchers of earlier moments stay good."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._index = _tantivy().Index(_schema())
        self._index.register_tokenizer("ours", _analyzer())
        self._writer = self._index.writer(HEAP, 1)
        self.replace((), passages)

    def replace(self, changed: Collection[DocumentId], passages: Iterable[Passage]) -> None:
        """Put these passages in the place of all passages of the changed documents."""
        for gone in changed:
            self._writer.delete_documents_by_term("document", gone)
        for passage in passages:
            self._writer.add_document(_document(passage))
        self._writer.commit()
        self._index.reload()

    def searcher(self) -> WordSearcher:
        """What can be found now."""
        return WordSearcher(self._index.searcher())


def _document(passage: Passage) -> Any:
    heading = " ".join(passage.heading)
    whole = f"{passage.title}\n{heading}\n{passage.text}"
    return _tantivy().Document(
        passage=passage.id,
        document=passage.document_id,
        audience=passage.audience.value,
        kind=passage.kind.value,
        product=[product.casefold() for product in passage.products],
        body=plain(whole),
        title=plain(passage.title),
        heading=plain(heading),
        codes=codes(whole),
    )
