"""The body of a request from outside, read no further than it may be long."""

from starlette.requests import Request


async def whole_body(request: Request, most: int) -> bytes | None:
    """None when it has more bytes than `most`."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            return None
    return bytes(body)
