"""Sizes, sums and times in words, the same everywhere in the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

UNITS = ("B", "KB", "MB", "GB", "TB")


def size_words(size: int) -> str:
    """Bytes for reading: `71 bytes`, `1.8 KB`, `4.7 GB` (a KB has 1,000 bytes)."""
    if size == 1:
        return QCoreApplication.translate("figures", "1 byte")
    if size < 1000:
        return QCoreApplication.translate("figures", "{n} bytes").format(n=size)
    power = next((n for n in (1, 2, 3) if size / 1000**n < 999.95), 4)
    return f"{QLocale().toString(size / 1000**power, 'f', 1)} {UNITS[power]}"


def money_words(cost: int | None) -> str:
    """Micro-dollars for reading: `free`, `$0.004`, `$1.20`; `price unknown` for None."""
    if cost is None:
        return QCoreApplication.translate("figures", "price unknown")
    if cost == 0:
        return QCoreApplication.translate("figures", "free")
    return f"${dollars(cost)}"


def price_words(low: int | None, high: int | None) -> str:
    """A price range for reading: one sum where both are equal, else `$0.001 to $0.004`."""
    if low is None or high is None:
        return money_words(None)
    if low == high:
        return money_words(high)
    text = QCoreApplication.translate("figures", "{low} to {high}")
    return text.format(low=f"${dollars(low)}", high=f"${dollars(high)}")


def seconds_words(seconds: float) -> str:
    """A span for reading: `3 ms`, `0.4 s`, `41 s`, `2 min 5 s`."""
    if seconds < 0.0995:
        return QCoreApplication.translate("figures", "{n} ms").format(n=round(seconds * 1000))
    if seconds < 9.95:
        return QCoreApplication.translate("figures", "{n} s").format(n=QLocale().toString(seconds, "f", 1))
    if seconds < 119.5:
        return QCoreApplication.translate("figures", "{n} s").format(n=round(seconds))
    minutes, rest = divmod(round(seconds), 60)
    return QCoreApplication.translate("figures", "{m} min {s} s").format(m=minutes, s=rest)


def count_words(count: int) -> str:
    """A count with the language's own separators: `1,240`."""
    return QLocale().toString(count)


def dollars(cost: int) -> str:
    """A sum that is never rounded down to nothing: two decimals from ten cents on, else what it takes."""
    value = cost / 1_000_000
    if cost % 10_000 == 0 or value >= 0.1:
        return f"{value:.2f}"
    return f"{value:.3f}" if value >= 0.001 else f"{value:.6f}".rstrip("0")
