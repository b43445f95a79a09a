"""How X proves that it is X, and how it asks others to prove who they are."""

import hmac
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

LEGACY = "x-twitter-webhooks-signature"
CURRENT = "x-twitter-webhooks-signature-oauth2"


@dataclass(frozen=True)
class Secrets:
    """What X and the app know together."""

    client_id: str = "simulator-client"
    client_secret: str = "simulator-client-secret"  # noqa: S105 - of the simulator, known to everybody
    consumer_secret: str = "simulator-consumer-secret"  # noqa: S105

    def signatures(self, body: bytes) -> Mapping[str, str]:
        """The headers of a delivery: X sends both while apps move from the one to the other."""
        return {LEGACY: _mac(self.consumer_secret, body), CURRENT: _mac(self.client_secret, body)}

    def proven(self, crc_token: str, response_token: object) -> bool:
        """True when the answer to a challenge was made with one of the secrets."""
        right = (_mac(secret, crc_token.encode()) for secret in (self.client_secret, self.consumer_secret))
        return any(hmac.compare_digest(one, str(response_token)) for one in right)

    def shown(self) -> dict[str, str]:
        """What a client is set up with."""
        return {
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "consumer_secret": self.consumer_secret,
        }


def _mac(secret: str, content: bytes) -> str:
    return "sha256=" + b64encode(hmac.digest(secret.encode(), content, "sha256")).decode()
