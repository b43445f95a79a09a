"""What products the knowledge is about, by the names that its documents and facts give them."""

from sqlalchemy import Engine, select

from index.schema import document, document_version, fact


def product_names(engine: Engine) -> tuple[str, ...]:
    """Of live documents, in order; of names that differ in upper and lower case only, one."""
    current = (document_version.c.document_id == document.c.id) & (
        document_version.c.version == document.c.version
    )
    of_documents = (
        select(document_version.c.products)
        .select_from(document.join(document_version, current))
        .where(document.c.withdrawn_at.is_(None))
    )
    of_facts = select(fact.c.product).where(fact.c.product.is_not(None)).distinct()
    with engine.connect() as connection:
        named = [name for names in connection.scalars(of_documents) for name in names]
        named += connection.scalars(of_facts)
    return tuple(sorted({name.casefold(): name for name in named if name.strip()}.values()))
