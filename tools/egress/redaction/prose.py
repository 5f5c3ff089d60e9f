"""Words that stand behind `password:` or `token is` in prose and in code, and are no secrets."""

from __future__ import annotations

PROSE = frozenset(
    (
        "admin", "also", "always", "an", "and", "any", "anything", "are", "array", "as", "ask", "assert",
        "at", "auth", "await", "based", "basic", "be", "bearer", "been", "bitte", "boolean", "break", "by",
        "bytes", "can", "changed", "code", "config", "const", "continue", "correct", "das", "def", "default",
        "del", "der", "des", "die", "disabled", "do", "ein", "eine", "elif", "else", "empty", "enabled",
        "encrypted", "env", "environ", "erforderlich", "example", "except", "exit", "expected", "expired",
        "false", "field", "finally", "for", "forgot", "forgotten", "from", "getenv", "has", "hashed", "have",
        "her", "here", "hidden", "his", "if", "import", "in", "incorrect", "input", "int", "invalid", "is",
        "ist", "it", "key", "lambda", "las", "les", "let", "login", "long", "los", "manager", "may",
        "missing", "must", "n/a", "needed", "never", "new", "nicht", "nil", "no", "none", "not", "nothing",
        "now", "null", "number", "object", "obligatorio", "oder", "of", "off", "ok", "on", "only", "optional",
        "optional[str]", "or", "os", "pas", "passwd", "password", "per", "placeholder", "plain",
        "please", "print", "process", "prompt", "protected", "pw", "pwd", "raise", "redacted", "removed",
        "request", "required", "requis", "reset", "return", "safe", "sample", "secret", "secretstr", "secure",
        "see", "self", "sent", "set", "settings", "short", "should", "siehe", "something", "still", "stored",
        "str", "string", "strong", "tbd", "text", "that", "the", "there", "this", "throw", "throws", "to",
        "todo", "token", "too", "true", "try", "una", "und", "undefined", "une", "unknown", "uno", "unset",
        "until", "used", "user", "username", "using", "valid", "value", "var", "vergessen", "very", "vide",
        "void", "voir", "was", "we", "weak", "were", "what", "when", "which", "while", "will", "wird", "with",
        "wrong", "yes", "yield", "you", "your",
    )
)  # fmt: skip
