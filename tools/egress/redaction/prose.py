"""Words that stand behind `password:` or `token is` in prose and in code, and are no secrets."""

from __future__ import annotations

PROSE = frozenset(
    (
        "admin", "also", "always", "an", "and", "any", "anything", "are", "array", "as", "at", "auth",
        "based", "basic", "be", "bearer", "been", "boolean", "by", "bytes", "can", "changed", "code",
        "config", "correct", "das", "default", "der", "des", "die", "disabled", "do", "ein", "eine",
        "empty", "enabled", "encrypted", "env", "environ", "erforderlich", "example", "expired", "false",
        "field", "for", "forgot", "forgotten", "from", "getenv", "has", "hashed", "have", "her", "here",
        "hidden", "his", "if", "in", "incorrect", "input", "int", "invalid", "is", "ist", "it", "key",
        "las", "les", "login", "long", "los", "manager", "may", "missing", "must", "n/a", "needed", "never",
        "nicht", "nil", "no", "none", "not", "nothing", "now", "null", "number", "object", "obligatorio",
        "oder", "of", "off", "ok", "on", "only", "optional", "optional[str]", "or", "os", "pas", "passwd",
        "password", "placeholder", "plain", "process", "prompt", "protected", "redacted", "removed",
        "request", "required", "requis", "reset", "safe", "sample", "secret", "secretstr", "secure", "self",
        "sent", "set", "settings", "short", "should", "something", "still", "stored", "str", "string",
        "strong", "tbd", "text", "that", "the", "there", "this", "to", "todo", "token", "too", "true",
        "una", "und", "undefined", "une", "unknown", "uno", "unset", "used", "user", "username", "using",
        "valid", "value", "vergessen", "very", "was", "we", "weak", "were", "what", "when", "which", "will",
        "with", "wrong", "yes", "you", "your",
    )
)  # fmt: skip
