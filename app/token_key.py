"""The key that tokens are sealed with: of the settings, or kept in the operating system's keyring."""

from app.settings import SettingsError

_SERVICE, _NAME = "agent-assist", "token-key"


def token_key(said: str | None) -> str:
    """The key of the settings, else the keyring's, made there when it has none. Raises SettingsError without both."""
    return said or _kept() or _keep()


def _kept() -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, _NAME)
    except KeyringError:
        return None


def _keep() -> str:
    import keyring
    from keyring.errors import KeyringError

    from bots.x.sealing import new_key

    key = new_key()
    try:
        keyring.set_password(_SERVICE, _NAME, key)
    except KeyringError as error:
        raise SettingsError(
            "there is no keyring here to keep a key for X's tokens in: set one as ASSIST_X__TOKEN_KEY;"
            " `assist x key` makes one"
        ) from error
    return key
