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
    r"|(?<![a-z])(?:pw|clave)(?![a-z])|(?:wlan|wi-?fi)[ -]?(?:schlüssel|schluessel|key)"
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
_TAIL = r"(?:[_\-][A-Za-z0-9_\-]{0,24}|(?<=[a-z])(?-i:[A-Z])[A-Za-z0-9]{0,24}|s?\d{1,2}(?![\d.]))?"
_SIGN = (
    rf"(?:(?:{_QUOTE})?(?:\s?\([^()\n]{{0,20}}\))?[ \t]{{0,4}}(?::[ \t]{{0,2}}(?:str|String"
    rf"|string)[ \t]{{0,2}})?(?::=|=>|==?|:|->|→|⇒)[ \t]{{0,4}}(?:ConvertTo-SecureString (?:-String )?"
    rf"|\{{[ ]?{_QUOTE}value{_QUOTE}[ ]?:[ ]?)?"
    rf"|{_QUOTE} value[ ]?=[ ]?(?=[\"'])|>(?=[^<>\s]{{3,100}}</))"
)
_IS = (
    r"(?: (?:for (?:\w{1,20} ){1,4})?(?:is|was|ist|est|es|lautet|war|era|[èé])(?: now| currently)? ?:? "
    r"| (?:for|of|für|de|pour|para) [^\s:]{1,40}(?: [^\s:]{1,20})?:[ \t]"
    r"|\s?[是为為は]\s?[:：]?\s?| ?는 ?| ?은 ?|(?<=[码碼令号ド호钥鑰ь])\s?| (?='[^'\n]{3,100}')|'s )"
)
_UNSPACED = "\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_BARE = (
    rf"(?:[^\s\"'`<>,;，。；、）)\\{_UNSPACED}]|,(?![\s{_UNSPACED}]|\w{{1,20}}[=:]|$)"
    rf"|[{_UNSPACED}]{{1,20}}(?=[A-Za-z0-9]))"
)
"""Letters of a script without spaces belong to a value only where it goes on behind them."""
_ESCAPED = r"\\\\\\.|\\\\|\\(?!(?P=mark))|(?!(?P=mark))[^\\\n]"
_VALUE = (
    rf"(?:(?P<escape>\\)?(?P<mark>[\"'`])(?P<quoted>(?(escape)(?:{_ESCAPED}){{1,400}}"
    rf"|(?:\\.|(?!(?P=mark))[^\\\n]){{1,400}}))|(?P<bare>{_BARE}{{1,400}}))"
)
_REST = re.compile(
    r"(?:[)\"'`>]|;(?![\w ]{1,30}[=:])|<(?!/?[A-Za-z]{1,10}[\s/>]))(?=[A-Za-z0-9])[^\s]{1,100}"
)
"""How a value may go on behind a character that else ends one."""
_NEXT_FIELD = re.compile(r"&[\w.\-\[\]%]{1,40}=")
_CLOSED = re.compile(r"\s?[,)\]};:+]+(?:\s|$)")
"""Stands behind a quote that ends a string."""
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
            "ftppass", "mot de passe", "api", "access", "private", "client", "pw", "clave", "wlan", "wifi",
            "wi-fi",
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
    r"(?<!\S)(?:mysql|sshpass|mysqldump|redis-cli|(?:docker|podman) login)[^\n]{0,80}? -(?:p|a)[ ]?"
    r"[\"']?(?P<value>[^\s\-\"'][^\s\"']{3,100})"
)
_NETRC = re.compile(r"login \S{1,100}\s{1,4}password (?P<value>\S{3,100})")
_PHRASE = re.compile(
    r"(?:pass-?phrase|(?:seed|recovery|backup|secret) (?:phrase|words)|mnemonic(?: phrase)?)(?: is| ist)?"
    r"[ ]?:?[ ]?[\"']?(?P<value>(?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8})(?![a-z])",
    re.IGNORECASE,
)
"""The words that a wallet is made from: twelve or more, none of them short or long."""
_SQL = re.compile(r"identified (?:with \w{1,40} )?by ['\"](?P<value>[^'\"\n]{3,200})", re.IGNORECASE)
_PIN = re.compile(
    r"(?:(?<![a-z])(?:pin(?: ?code| number)?|cvv2?|cvc2?|security code|tan|otp"
    r"|one-time (?:code|password)|2fa code|(?:verification|confirmation|login|access) code"
    r"|(?:bestätigungs|sicherheits|einmal)code|code de (?:vérification|sécurité)"
    r"|código de (?:verificación|seguridad))"
    r"(?![a-z])|验证码|驗證碼|校验码|动态码|認証コード|確認コード|인증번호|인증코드)"
    r"(?: is| ist| est| es| lautet|[是为為は])?[ \t]?[:=#]?[ \t]{0,2}"
    r"(?P<value>\d{3}[ \-]\d{3}|\d{3,8})(?![A-Za-z0-9_]|[.,]\d|-[A-Za-z0-9])",
    re.IGNORECASE,
)
_YOURS = re.compile(
    r"(?<![a-z])(?:your|ihr|dein|votre|ton|tu|su) (?:[a-z]{2,12} )?(?:code(?: (?:is|lautet|est|es|ist))?"
    r"|código(?: es)?):? (?P<value>\d{3}[ \-]\d{3}|\d{4,8})(?![A-Za-z0-9_]|[.,]\d|-[A-Za-z0-9])",
    re.IGNORECASE,
)
_CODE_WORDS = re.compile(r"c(?:ode(?: (?:is|lautet|est|es|ist))?:? \d|ódigo)")
_PIN_BEFORE = re.compile(
    r"(?<![A-Za-z0-9_.\-])(?:[A-Z]-)?(?P<value>\d{4,8}|\d{3}[ \-]\d{3}) (?:is|ist|est|es) "
    r"(?:your|ihr|dein|votre|ton|tu|su)(?: [^\W\d]{2,16}){0,3} (?:code|código|pin|passcode|otp|tan)(?![a-z])",
    re.IGNORECASE,
)
_PIN_WORDS = re.compile(r" (?:is|ist|est|es) (?:your|ihr|dein|votre|ton|tu|su) ")
_OTHER_CODES = re.compile(
    r"(?:zip|area|post(?:al)?|country|error|discount|promo|product|status|exit|dial\w*) code"
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
    for found in _YOURS.finditer(text) if _CODE_WORDS.search(small) else ():
        yield from _value(found, "password")
    for found in _PIN_BEFORE.finditer(text) if _PIN_WORDS.search(small) else ():
        yield from _value(found, "password")


_PLACES = (
    (Begun(_HEADER, ("proxy-authorization", "authorization", "bearer", "basic")), "secret"),
    (Begun(_COOKIE, ("set-cookie", "cookie")), "secret"),
    (Begun(_CURL, ("-u", "--user")), "password"),
    (Begun(_SHELL, ("mysql", "sshpass", "redis-cli", "docker login", "podman login")), "password"),
    (
        Begun(
            _PIN,
            (
                "pin", "cvv", "cvc", "security code", "tan", "otp", "one-time", "2fa code",
                "verification code", "验证码", "驗證碼", "認証コード", "인증번호", "confirmation code",
                "login code", "access code", "bestätigungscode", "sicherheitscode", "einmalcode",
                "code de", "código de", "校验码", "动态码", "確認コード", "인증코드",
            ),
        ),
        "password",
    ),
    (Begun(_NETRC, ("login",)), "password"),
    (Begun(_SQL, ("identified",)), "password"),
    (Begun(_PHRASE, ("pass", "seed ", "recovery ", "backup ", "secret ", "mnemonic")), "secret"),
)  # fmt: skip


def _value(found: re.Match[str], kind: str) -> Iterator[Span]:
    value = found.group("value")
    if _OTHER_CODES.search(found.group().lower()):
        return
    word = kind == "secret" and value.isalpha() and value.islower()
    if not word and _usable(value, value, quoted=False):
        yield Span(found.start("value"), found.end("value"), kind)


def _pair(found: re.Match[str]) -> Iterator[Span]:
    group = "quoted" if found.group("quoted") is not None else "bare"
    start, value = found.start(group), found.group(group)
    sign = found.group("sign")
    if group == "bare":
        value = _bare(found, value, sign)
    password = found.group("password") is not None
    said = (
        not re.search(r"[:=>→⇒]", sign)
        or re.match(r" [a-zü]", sign) is not None
        or (password and found.group("password").lower() in _WEAK)
    )
    if _is_other(found, value, sign):
        return
    if _usable(value, value.strip(), quoted=group == "quoted") and (
        _is_password(value, said=said, quoted=group == "quoted") if password else _is_key(value)
    ):
        yield Span(start, start + len(value), "password" if password else "secret")


_WEAK = frozenset(("clave", "pw"))
"""Words that stand for other things as well."""
_MEASURE = re.compile(r"[\d.,]+%?")
_VARIABLE = re.compile(
    r"(?:[a-z]+_)*(?:password|passwd|pwd|pass|auth|secret|token|credentials?)(?:_[a-z]+)*[,)]*"
)
"""What code names that which holds a secret."""
_CHAIN = re.compile(r" = ")
"""Stands between the second and the third part of an assignment."""


def _is_other(found: re.Match[str], value: str, sign: str) -> bool:
    """True where `pass` is what a test or a road does, a word is only quoted, or an assignment goes on."""
    verb = (found.group("password") or "").lower().endswith("pass")
    if "=" in sign and _VARIABLE.fullmatch(value):
        return True
    if value == "pass" or (verb and (sign == " " or _MEASURE.fullmatch(value))):
        return True
    return (sign == " " and not _strong(value)) or bool(_CHAIN.match(found.string, found.end()))


def _bare(found: re.Match[str], value: str, sign: str) -> str:
    """The value without what only follows it, and with what it goes on with."""
    if sign.endswith("=") and (field := _NEXT_FIELD.search(value)):
        return value[: field.start()]
    if sign.endswith(": ") and (rest := _REST.match(found.string, found.end())):
        longer = value + rest.group()
        if any(character.isdigit() for character in longer):
            value = longer
    return value.rstrip(_TRAILING) if not _strong(value) else value.rstrip(".,;:")


def _strong(value: str) -> bool:
    return len(value) > 5 and any(character.isdigit() for character in value)


def _usable(written: str, value: str, *, quoted: bool) -> bool:
    """False for nothing, a word of prose, an example's filling, a placeholder, and a piece of code."""
    if len(value) < 3 or value.lower() in PROSE or _PLACEHOLDER.match(written):
        return False
    if quoted and _CLOSED.match(written):
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
