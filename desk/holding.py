"""Reads a case within a transaction, and keeps it from changing until that ends."""

from sqlalchemy import Connection, select

from desk.cases import Case, CaseId
from desk.errors import UnknownCase
from desk.messages import Message
from desk.rows import AS_THEY_STAND, read_cases
from desk.schema import cases


def hold_case_of(connection: Connection, message: Message) -> Case:
    """The case of this customer in this conversation, which must be there, held."""
    query = select(cases.c.id).where(
        cases.c.channel == message.channel,
        cases.c.conversation == message.conversation,
        cases.c.author_id == message.author_id,
    )
    return hold(connection, CaseId(connection.scalars(query).one()))


def hold(connection: Connection, case_id: CaseId) -> Case:
    """The case, which nobody else can change until this transaction ends."""
    connection.execute(select(cases.c.id).where(cases.c.id == case_id).with_for_update())
    return read_case(connection, case_id)


def read_case(connection: Connection, case_id: CaseId) -> Case:
    """Raises UnknownCase."""
    found = read_cases(connection, AS_THEY_STAND.where(cases.c.id == case_id))
    if not found:
        raise UnknownCase(f"there is no case {case_id!r}; the queue lists those there are")
    return found[0]
