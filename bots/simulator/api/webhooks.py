"""Webhooks of the simulated X: registered after they proved themselves, looked at again, replayed."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bots.simulator.api.bodies import check_body
from bots.simulator.api.call import Answer, Call, Endpoint, Json
from bots.simulator.api.calls import place_of
from bots.simulator.api.courier import PROXIES, Courier
from bots.simulator.api.parameters import id_in
from bots.simulator.api.problems import Problem, invalid, missing
from bots.simulator.api.shapes import time_of
from bots.simulator.world import store
from bots.simulator.world.deliveries import Webhook

REPLAYED = timedelta(days=1)
_MINUTE = {"type": str, "pattern": r"[0-9]{12}", "required": True}
_CREATE = {"url": {"type": str, "least": 1, "most": 200, "required": True}}
_REPLAY = {
    "webhook_id": {"type": str, "pattern": r"[0-9]{1,19}", "required": True},
    "from_date": _MINUTE,
    "to_date": _MINUTE,
}


def webhook_json(one: Webhook) -> Json:
    """A webhook as X writes it."""
    return {
        "id": str(one.number),
        "url": one.url,
        "valid": one.valid,
        "created_at": time_of(one.created_at),
    }


@dataclass(frozen=True)
class Webhooks:
    """The endpoints for webhooks; `courier` takes events there."""

    courier: Courier

    def endpoints(self) -> tuple[Endpoint, ...]:
        """All of them; each wants the app-only bearer token."""
        return (
            Endpoint("POST", "/2/webhooks", self._create, None, body=_CREATE),
            Endpoint("GET", "/2/webhooks", _all, None, query=frozenset({"webhook_config.fields"})),
            Endpoint("POST", "/2/webhooks/replay", self._replay, None, body=_REPLAY),
            Endpoint("PUT", "/2/webhooks/{webhook_id}", self._validate, None),
            Endpoint("DELETE", "/2/webhooks/{webhook_id}", _delete, None),
        )

    def _create(self, call: Call) -> Answer:
        check_body(call.body, _CREATE)
        url = call.body["url"]
        if place_of(url, call.world.knobs.mapping(PROXIES)) is None:
            raise invalid(
                f"The url [{url}] cannot be called: the simulator calls http://127.0.0.1:PORT, and https hosts"
                " that it was given a port for; X itself calls https without a port",
                parameter="url",
            )
        if any(one.url == url for one in call.world.deliveries.webhooks()):
            raise invalid(
                "DuplicateUrlFailed: Webhook URL already exists for the application.", parameter="url"
            )
        return Answer({}, after=self._proving(url, call.now))

    def _proving(self, url: str, now: datetime) -> Callable[[], Awaitable[Answer]]:
        async def prove() -> Answer:
            if not await self.courier.challenge(url):
                raise invalid(
                    "CrcValidationFailed: Webhook URL does not meet the requirements.", parameter="url"
                )
            with store.writing(self.courier.door.file) as world:
                return Answer({"data": webhook_json(world.deliveries.add(url, now))})

        return prove

    def _validate(self, call: Call) -> Answer:
        one = _found(call)

        async def prove() -> Answer:
            valid = await self.courier.challenge(one.url)
            with store.writing(self.courier.door.file) as world:
                world.deliveries.judge(one.number, valid=valid)
            return Answer({"data": {"valid": valid}})

        return Answer({}, after=prove)

    def _replay(self, call: Call) -> Answer:
        check_body(call.body, _REPLAY)
        number = int(call.body["webhook_id"])
        if call.world.deliveries.webhook(number) is None:
            raise missing("webhook", "webhook_id", number)
        start, end = (_minute(call.body[name], name) for name in ("from_date", "to_date"))
        if not call.now - REPLAYED <= start < end:
            raise invalid(
                "from_date has to lie within the past 24 hours and before to_date", parameter="from_date"
            )
        tried = {one.event for one in call.world.deliveries.attempts(number)}
        events = [event for event in call.world.happenings.between(start, end) if event.number in tried]
        self.courier.replays.append((number, events))
        job = f"{int(call.now.timestamp() * 1000)}"
        return Answer({"data": {"job_id": job, "created_at": time_of(call.now)}})


def _all(call: Call) -> Answer:
    found = [webhook_json(one) for one in call.world.deliveries.webhooks()]
    shown: Json = {"data": found} if found else {}
    return Answer(shown | {"meta": {"result_count": len(found)}})


def _delete(call: Call) -> Answer:
    return Answer({"data": {"deleted": call.world.deliveries.remove(_found(call).number)}})


def _found(call: Call) -> Webhook:
    number = id_in(call.path["webhook_id"], "webhook_id")
    one = call.world.deliveries.webhook(number)
    if one is None:
        raise missing("webhook", "webhook_id", number)
    return one


def _minute(said: str, name: str) -> datetime:
    try:
        return datetime.strptime(said, "%Y%m%d%H%M").replace(tzinfo=UTC)
    except ValueError:
        raise Problem(400, "Invalid Request", f"{name} is no time: {said}", type="invalid-request") from None
