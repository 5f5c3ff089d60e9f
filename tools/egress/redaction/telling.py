"""Names of fields that hold a password and nothing else."""

from __future__ import annotations

import re
from functools import lru_cache

from tools.egress.redaction.prose import PROSE

_PASSWORDS = (
    "password", "passwd", "passphrase", "passcode", "passwort", "kennwort", "motdepasse", "contraseña",
    "contrasena", "senha", "wachtwoord", "hasło", "haslo", "пароль", "密码", "密碼", "口令", "暗証番号",
    "パスワード", "비밀번호", "암호",
)  # fmt: skip
_WORDS = frozenset(
    ("pwd", "pw", "pass", "dbpass", "userpass", "rootpass", "adminpass", "parola", "passwords")
)
"""What is a name's last word, and not the end of another word."""
_NUMBERS = frozenset(("pin", "cvv", "cvc", "cvv2", "cvc2", "otp", "tan"))
_NUMBER = re.compile(r"\s*\d{3,8}\s*")
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_FILLING = re.compile(
    r"[\s*•.·#_?xX-]*|<[\w .'-]*>|\$\w+|\$?\{+[^{}]*\}+|%\w+%|\[[A-Z_]{2,20}_\d{1,6}\]", re.ASCII
)
"""What a form or an example holds in the place of a password, and a placeholder."""
_SHORTEST = 3


@lru_cache(maxsize=1024)
def in_words(name: str) -> str:
    """A field's name with its words set apart: `passportNumber` becomes `passport_Number`."""
    return _HUMP.sub("_", name)


def is_secret(name: str, value: str) -> bool:
    """True where a field of that `name` holds, in `value`, a password or a PIN and nothing beside it."""
    kind = _kind(name)
    if kind == "number":
        return _NUMBER.fullmatch(value) is not None
    said = value.strip()
    return kind == "password" and not (
        len(said) < _SHORTEST or said.lower() in PROSE or _FILLING.fullmatch(said)
    )


def is_telling(name: str) -> bool:
    """True for a name that says that a password, or a PIN, stands in its field."""
    return bool(_kind(name))


@lru_cache(maxsize=1024)
def _kind(name: str) -> str:
    words = re.split(r"[\W_]+", in_words(name).lower().rstrip("0123456789_- "))
    last = words[-1]
    if last in _NUMBERS or re.split(r"[\W_]+", name.lower())[-1] in _NUMBERS:
        return "number"
    return "password" if last in _WORDS or "".join(words).endswith(_PASSWORDS) else ""
