"""Words before a number which say that it is no telephone's and no person's."""

from __future__ import annotations

import re

_WORDS = re.compile(
    r"(?:(?<![a-z])(?:order|commande|bestellung|pedido|ordine|rechnung|facture|factura|routing|aba|blz|gtin|seq|ack)"
    r"|bankleitzahl|order|sku|part|serial|invoice|ref|reference|item|article|isbn|ean|upc|model|ticket|batch"
    r"|tracking|订单|訂單|编号|編號|单号|型号|型號)"
    r"[^\w\n]{0,3}(?:(?:number|nummer|numero|numéro|no|nr|n(?=°)|id|code|号|號)[^\w\n]{0,3})?$"
)
_BEFORE = 30
"""How far before a number they are looked for, in characters."""


def is_other(small: str, place: int) -> bool:
    """True where such a word stands right before `place` in `small`, a text in lower case."""
    return _WORDS.search(small, max(0, place - _BEFORE), place) is not None
