"""Secrets that stand beside a word which says so: passwords, keys, tokens, those inside addresses."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator

from tools.egress.redaction.begun import Begun
from tools.egress.redaction.prose import PROSE
from tools.egress.redaction.spans import Span

_OF_PASSWORDS = (
    r"pass(?:word|wd|phrase|code)s?|(?<![a-z])(?:db|user|admin|root|my|smtp|mail|ftp)?pass|pwd"
    r"|passwort|kennwort|mot de passe|contrase(?:ñ|n)a"
    r"|senha|parola|wachtwoord|hasło|пароль"
    r"|密码|密碼|口令|暗証番号|パスワード|비밀번호|암호"
)
_OF_KEYS = (
    r"secret(?:[_ \-]?(?:access[_ \-]?)?key)?|token|api[_ \-]?key|apikey|access[_ \-]?key"
    r"|private[_ \-]?key|credentials?"
    r"|(?<=[a-z][_\-])key"
    r"|client[_ \-]?secret|session[_ \-]?id|sessionid|auth|dsn|密钥|密鑰|金鑰|令牌|私钥|秘密鍵|トークン"
)
_QUOTE = r"\\?[\"'`]"
_TAIL = r"(?:[_\-][A-Za-z0-9_\-]{0,24}|(?<=[a-z])[A-Z][A-Za-z0-9]{0,24})?"
_SIGN = (
    rf"(?:{_QUOTE})?(?:\s?\([^()\n]{{0,20}}\))?[ \t]{{0,4}}(?::[ \t]{{0,2}}(?:str|String"
    rf"|string)[ \t]{{0,2}})?(?::=|=>|==?|:|->)[ \t]{{0,4}}"
)
_IS = (
    r"(?: (?:for (?:\w{1,20} ){1,4})?(?:is|was|ist|est|es)(?: now| currently)?:? "
    r"|\s?[是为為は]\s?[:：]?\s?| ?는 ?| ?은 ?|(?<=[码碼令号ド호钥鑰])\s?)"
)
_BARE = r"(?:[^\s\"'`<>,;，。；、）)\\]|,(?!\s|\w{1,20}[=:]|$))"
_VALUE = rf"(?:(\\?[\"'`])(?P<quoted>[^\"'`\n\\]{{1,400}})|(?P<bare>{_BARE}{{3,400}}))"
_PAIR = re.compile(
    rf"(?:(?P<password>{_OF_PASSWORDS})"
    rf"|(?P<key>{_OF_KEYS})){_TAIL}(?P<sign>{_SIGN}|{_IS})(?:{_VALUE})",
    re.IGNORECASE,
)
_OPTION = re.compile(
    rf"--(?:(?P<password>password|passwd|pass|pwd)|(?P<key>token|api-key|secret|access-token"
    rf"|auth-token))(?P<sign>[ =])(?:{_VALUE})"
)
_PAIRS = (
    Begun(
        _PAIR,
        (
            "pass", "pwd", "kennwort", "contrase", "senha", "parola", "wachtwoord", "hasło", "пароль",
            "密码", "密碼", "口令", "暗証番号", "パスワード", "비밀번호", "암호", "secret", "token", "key",
            "credential", "session", "auth", "dsn", "密钥", "密鑰", "金鑰", "令牌", "私钥", "秘密鍵",
            "トークン", "dbpass", "userpass", "adminpass", "rootpass", "mypass", "smtppass", "mailpass",
            "ftppass", "mot de passe", "api", "access", "private", "client",
        ),
    ),
    Begun(_OPTION, ("--",)),
)  # fmt: skip
_HEADER = re.compile(
    r"(?:(?:proxy-)?authorization\\?[\"']?[ \t]{0,2}[:=][ \t]{0,2}\\?[\"']?(?:bearer|basic"
    r"|token|apikey|digest|negotiate)?[ \t]{0,2}"
    r"|(?<![a-z])bearer[ \t]{1,2}|(?<![a-z])basic[ \t](?=[A-Za-z0-9+/]{12,}={0,2}(?![A-Za-z0-9])))"
    r"(?P<value>[A-Za-z0-9._~+/\-]{8,4000}={0,2})",
    re.IGNORECASE,
)
_COOKIE = re.compile(
    r"(?:set-)?cookie: ?[\w.\-]{1,40}=(?P<value>[A-Za-z0-9%._~+/\-]{16,1000}={0,2})", re.IGNORECASE
)
_USERINFO = re.compile(
    r"(?<=://)(?P<user>[^\s:/?#@\"'<>]{0,100}):(?P<value>[^\s/\"'<>@]{1,200}(?:@[^\s/\"'<>@.]{1,60}(?=@))?)@"
)
_CURL = re.compile(r"(?<!\S)(?:-u|--user)[ =][\"']?[^\s:\"']{1,64}:(?P<value>[^\s\"']{3,200})")
_SHELL = re.compile(
    r"(?<!\S)(?:mysql|sshpass|mysqldump|redis-cli)[^\n]{0,80}? -(?:p|a)[ ]?(?P<value>[^\s\-][^\s]{3,100})"
)
_PIN = re.compile(
    r"(?:(?<![a-z])(?:pin(?: ?code| number)?|cvv2?|cvc2?|security code|tan|otp"
    r"|one-time (?:code|password)|2fa code|verification code)"
    r"(?![a-z])|验证码|驗證碼|認証コード|인증번호)(?: is| ist|[是为為は])?[ \t]?[:=#]?[ \t]{0,2}"
    r"(?P<value>\d{3,8})(?![\w.\-]|,\d)",
    re.IGNORECASE,
)

_EXAMPLE = re.compile(
    r"[<{\[(%$].*|.*[>}\])]|(?:your|my|some|insert|enter|put|add|replace|change|dummy|fake"
    r"|test|example|sample|placeholder)"
    r"(?:[_\-]?(?:your|my|the|this|with|a|me|own|actual|real|secret|api|key|token|password"
    r"|here|client|access|value|it|openai|github|aws"
    r"|google|slack|stripe|id|auth|user|db))*[_\-]?(?:in)?|[x*•.·#\-_?]{3,}|x+[_\-]?x*"
    r"|(?:\.\.\.|…).*|[*•]{2,}.*|sk-(?:\.{2,}|x+|…).*|redacted",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"(?:[\w.]+[(\[].*|(?:os|process|self|this|config|settings|env|ctx|req|request|args"
    r"|options|params|data|props|import\.meta|app"
    r"|secrets|vars|var|local|module|user|client|response|res)\.[\w.]+|\$\w+|\$\{.*"
    r"|%\(?\w+\)?s?%?|&\w+|@\w+|!\w+|//.*|[A-Z][A-Z]+(?:_[A-Z]+)+"
    r"|https?://.*|/.*|[A-Za-z_]+\.[A-Za-z_.]+[;,]?|[A-Za-z]+\(.*)"
)
_PLACEHOLDER = re.compile(r"\[[A-Z_]{2,20}_\d{1,6}\]?")
_TRAILING = ".,;:!?)]}>\"'"


def scan(text: str, small: str) -> Iterator[Span]:
    """What stands beside such a word, in a header, in an address or on a command line."""
    for pairs in _PAIRS:
        for found in pairs.finditer(text, small):
            yield from _pair(found)
    for beside, kind in _PLACES:
        for found in beside.finditer(text, small):
            yield from _value(found, kind)
    for found in _USERINFO.finditer(text) if "://" in text else ():
        yield from _value(found, "password")


_PLACES = (
    (Begun(_HEADER, ("proxy-authorization", "authorization", "bearer", "basic")), "secret"),
    (Begun(_COOKIE, ("set-cookie", "cookie")), "secret"),
    (Begun(_CURL, ("-u", "--user")), "password"),
    (Begun(_SHELL, ("mysql", "sshpass", "redis-cli")), "password"),
    (
        Begun(
            _PIN,
            (
                "pin", "cvv", "cvc", "security code", "tan", "otp", "one-time", "2fa code",
                "verification code", "验证码", "驗證碼", "認証コード", "인증번호",
            ),
        ),
        "password",
    ),
)  # fmt: skip


def _value(found: re.Match[str], kind: str) -> Iterator[Span]:
    value = found.group("value")
    word = kind == "secret" and value.isalpha() and value.islower()
    if not word and _usable(value, value, quoted=False):
        yield Span(found.start("value"), found.end("value"), kind)


def _pair(found: re.Match[str]) -> Iterator[Span]:
    group = "quoted" if found.group("quoted") is not None else "bare"
    start, value = found.start(group), found.group(group)
    if group == "bare":
        value = value.rstrip(_TRAILING) if not _strong(value) else value.rstrip(".,;:")
    password = found.group("password") is not None
    said = not re.search(r"[:=>]", found.group("sign"))
    if _usable(value, value.strip(), quoted=group == "quoted") and (
        _is_password(value, said=said, quoted=group == "quoted") if password else _is_key(value)
    ):
        yield Span(start, start + len(value), "password" if password else "secret")


def _strong(value: str) -> bool:
    return len(value) > 5 and any(character.isdigit() for character in value)


def _usable(written: str, value: str, *, quoted: bool) -> bool:
    """False for nothing, a word of prose, an example's filling, a placeholder, and a piece of code."""
    if len(value) < 3 or value.lower() in PROSE or _PLACEHOLDER.match(written):
        return False
    if _EXAMPLE.fullmatch(value) and not (_strong(value) and value[0] not in "<{[($%"):
        return False
    return quoted or not _CODE.fullmatch(value)


def _is_password(value: str, *, said: bool, quoted: bool) -> bool:
    if not quoted and not any(character.isascii() and character.isalnum() for character in value):
        return False
    if quoted or not said:
        return len(value) >= 3 and not (quoted and value.count(" ") > 5)
    telling = any(not character.isalpha() for character in value) or (
        not value.islower() and not value.istitle() and not value.isupper()
    )
    return len(value) >= 4 and telling and not re.fullmatch(r"[A-Za-z]+[-'][A-Za-z]+", value)


def _is_key(value: str) -> bool:
    if " " in value or len(value) < 8:
        return False
    digit = any(character.isdigit() for character in value)
    letter = any(character.isalpha() for character in value)
    if re.fullmatch(r"[\d.,:%\-/]+", value):
        return False
    if digit and letter:
        return entropy(value) > 2.3
    mixed = (
        not value.islower() and not value.isupper() and not re.fullmatch(r"(?:[A-Z]?[a-z]+[-_.]?)+", value)
    )
    return (len(value) >= 16 and mixed and entropy(value) > 3.2) or (
        len(value) >= 24 and value.isalnum() and value.islower() and entropy(value) > 3.6
    )


def entropy(value: str) -> float:
    """Bits for each character, by how often each occurs in `value`."""
    size = len(value)
    return -sum(count / size * math.log2(count / size) for count in Counter(value).values())
