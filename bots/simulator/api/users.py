"""Users of the simulated X over HTTP."""

from bots.simulator.api.call import Answer, Call, Endpoint
from bots.simulator.api.parameters import check_handle, id_in, ids_in
from bots.simulator.api.problems import Problem, missing, not_found
from bots.simulator.api.reading import users_answer
from bots.simulator.world.accounts import Account

_SCOPES = frozenset({"tweet.read", "users.read"})
_QUERY = frozenset({"user.fields", "expansions"}) | {"post.fields", "tweet.fields"}


def _me(call: Call) -> Answer:
    [me] = users_answer(call, [call.me])
    return Answer({"data": me})


def _one(call: Call, user: Account | None, parameter: str, value: str) -> Answer:
    if user is None:
        raise missing("user", parameter, value)
    if user.suspended:
        raise Problem(
            403,
            "Forbidden",
            f"User has been suspended: [{value}].",
            type="resource-not-found",
            resource_type="user",
            resource_id=value,
            parameter=parameter,
            value=value,
        )
    [shown] = users_answer(call, [user])
    return Answer({"data": shown})


def _by_id(call: Call) -> Answer:
    value = call.path["id"]
    return _one(call, call.world.people.by_number(id_in(value, "id")), "id", value)


def _by_username(call: Call) -> Answer:
    value = check_handle(call.path["username"])
    return _one(call, call.world.people.by_handle(value), "username", value)


def _several(call: Call) -> Answer:
    found = {number: call.world.people.by_number(number) for number in ids_in(call)}
    users = [user for user in found.values() if user is not None and not user.suspended]
    errors = [
        not_found("user", "ids", number) for number, user in found.items() if user is None or user.suspended
    ]
    shown = {"data": users_answer(call, users)} if users else {}
    return Answer(shown | ({"errors": errors} if errors else {}))


ENDPOINTS = (
    Endpoint("GET", "/2/users/me", _me, _SCOPES, app=False, query=_QUERY),
    Endpoint("GET", "/2/users", _several, _SCOPES, query=_QUERY | {"ids"}),
    Endpoint("GET", "/2/users/by/username/{username}", _by_username, _SCOPES, query=_QUERY),
    Endpoint("GET", "/2/users/{id}", _by_id, _SCOPES, query=_QUERY),
)
