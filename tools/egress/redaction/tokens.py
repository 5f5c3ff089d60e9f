"""Secrets that say by their own shape what they are: keys of providers, tokens, private keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256

from tools.egress.redaction.spans import Span

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_EDGE = r"(?<![A-Za-z0-9])"
_TOKENS = tuple(
    (stem, re.compile(pattern if pattern.startswith("(?<=") else _EDGE + pattern))
    for stem, pattern in (
        ("gh", r"gh[pousr]_[A-Za-z0-9_]{20,255}"),
        ("github_pat_", r"github_pat_[A-Za-z0-9_]{20,255}"),
        ("gl", r"gl(?:pat|ptt|rt|dt|cbt|ft|soat|oas|agent|imt)-[A-Za-z0-9_\-.]{16,300}"),
        ("A", r"(?:AKIA|ASIA|ABIA|ACCA|AROA|AIDA|AGPA|ANPA|ANVA)[A-Z0-9]{16}(?![A-Za-z0-9])"),
        ("AIza", r"AIza[A-Za-z0-9_\-]{30,45}"),
        ("ya29.", r"ya29\.[A-Za-z0-9_\-.]{20,500}"),
        ("GOCSPX-", r"GOCSPX-[A-Za-z0-9_\-]{20,60}"),
        ("1//0", r"1//0[A-Za-z0-9_\-]{30,300}"),
        ("xox", r"xox[abeoprs](?:\.xox[a-z])?-[A-Za-z0-9\-]{10,300}"),
        ("xapp-", r"xapp-[A-Za-z0-9\-]{10,300}"),
        (
            "hooks.slack.com",
            r"(?:https://)?hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9+/_\-]{20,200}",
        ),
        ("_live_", r"(?:sk|rk|pk)_live_[A-Za-z0-9]{10,250}"),
        ("_test_", r"(?:sk|rk|pk)_test_[A-Za-z0-9]{10,250}"),
        ("whsec_", r"whsec_[A-Za-z0-9+/=]{20,100}"),
        ("sk-", r"sk-(?:proj-|ant-|svcacct-|admin-|or-|lf-|None-)?[A-Za-z0-9_\-]{16,300}"),
        ("xai-", r"xai-[A-Za-z0-9]{30,200}"),
        ("gsk_", r"gsk_[A-Za-z0-9]{20,200}"),
        ("pplx-", r"pplx-[A-Za-z0-9]{20,200}"),
        ("r8_", r"r8_[A-Za-z0-9]{30,60}"),
        ("hf_", r"(?:api_org|hf)_[A-Za-z0-9]{20,200}"),
        ("npm_", r"npm_[A-Za-z0-9]{30,200}"),
        ("pypi-", r"pypi-[A-Za-z0-9_\-]{30,500}"),
        ("SG.", r"SG\.[A-Za-z0-9_\-]{16,64}\.[A-Za-z0-9_\-]{16,64}"),
        ("SK", r"SK[0-9a-f]{32}(?![A-Za-z0-9])"),
        ("AC", r"AC[0-9a-f]{32}(?![A-Za-z0-9])"),
        (":AA", r"\d{8,10}:AA[A-Za-z0-9_\-]{32,35}(?![A-Za-z0-9_\-])"),
        (".", r"[MNO][A-Za-z0-9_\-]{23,27}\.[A-Za-z0-9_\-]{6}\.[A-Za-z0-9_\-]{27,45}"),
        ("discord", r"discord(?:app)?\.com/api/webhooks/\d{15,21}/[A-Za-z0-9_\-]{40,100}"),
        ("eyJ", r"eyJ[A-Za-z0-9_\-]{8,4000}\.[A-Za-z0-9_\-]{4,4000}(?:\.[A-Za-z0-9_\-]{0,4000}){0,3}"),
        ("key-", r"key-[0-9a-f]{32}(?![A-Za-z0-9])"),
        ("-us", r"[0-9a-f]{32}-us\d{1,2}(?![A-Za-z0-9])"),
        ("dop_v1_", r"do[opr]_v1_[0-9a-f]{40,80}"),
        ("shp", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32,64}"),
        ("sq0", r"sq0(?:atp|csp|idp)-[A-Za-z0-9_\-]{20,60}"),
        ("EAAA", r"EAAA[A-Za-z0-9_\-]{50,250}"),
        ("EAAC", r"EAAC[A-Za-z0-9]{50,300}"),
        ("dckr_pat_", r"dckr_pat_[A-Za-z0-9_\-]{20,60}"),
        ("hv", r"hv[sbr]\.[A-Za-z0-9_\-]{20,300}"),
        ("atlasv1", r"[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_\-=]{50,80}"),
        ("PMAK-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
        ("lin_api_", r"lin_api_[A-Za-z0-9]{30,60}"),
        ("ntn_", r"ntn_[A-Za-z0-9]{30,60}"),
        ("secret_", r"secret_[A-Za-z0-9]{40,60}"),
        ("pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
        ("ATATT3", r"ATATT3[A-Za-z0-9_\-=]{50,400}"),
        ("ATCTT3", r"ATCTT3[A-Za-z0-9_\-=]{50,400}"),
        ("glsa_", r"glsa_[A-Za-z0-9]{32}_[0-9a-fA-F]{8}"),
        ("glc_", r"glc_[A-Za-z0-9+/=]{30,400}"),
        ("dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
        ("sntrys_", r"sntry[su]_[A-Za-z0-9_+/=\-]{30,300}"),
        ("NRAK-", r"NRAK-[A-Z0-9]{27}"),
        ("rubygems_", r"rubygems_[0-9a-f]{48}"),
        ("AGE-SECRET", r"AGE-SECRET-KEY-1[0-9A-Z]{58}"),
        ("tskey-", r"tskey-[a-z]{2,10}-[A-Za-z0-9_\-]{10,100}"),
        ("sbp_", r"sbp_[0-9a-f]{40}"),
        ("sb_secret_", r"sb_secret_[A-Za-z0-9_\-]{20,80}"),
        ("figd_", r"figd_[A-Za-z0-9_\-]{30,100}"),
        ("vercel_", r"vercel_[A-Za-z0-9_]{20,100}"),
        ("fw_", r"fw_[A-Za-z0-9]{22,60}"),
        ("tvly-", r"tvly-[A-Za-z0-9\-]{20,80}"),
        ("lsv2_", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
        ("nvapi-", r"nvapi-[A-Za-z0-9_\-]{40,100}"),
        ("AccountKey=", r"(?<=AccountKey=)[A-Za-z0-9+/]{40,100}={0,2}"),
        ("SharedAccess", r"SharedAccessKey=[A-Za-z0-9+/]{40,60}={0,2}"),
        ("sig=", r"(?<=[?&]sig=)[A-Za-z0-9%+/=]{30,100}"),
        ("-Signature=", r"(?<=-Signature=)[0-9a-fA-F]{64,512}"),
        ("v1.0-", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{80,160}"),
        ("dp.", r"dp\.(?:pt|st|ct|sa|scim|audit)\.[A-Za-z0-9._\-]{30,60}"),
        ("fo1_", r"fo1_[A-Za-z0-9_\-]{30,60}"),
        ("fm", r"fm[12][ar]?_[A-Za-z0-9+/=_\-]{40,1500}"),
        ("HRKU-", r"HRKU-[A-Za-z0-9_\-]{30,100}"),
        ("sl.", r"sl\.(?:u\.)?[A-Za-z0-9_\-]{60,2000}"),
        ("Q~", r"[A-Za-z0-9_~.\-]{3}[78]Q~[A-Za-z0-9_~.\-]{31,34}"),
        ("LTAI", r"LTAI[A-Za-z0-9]{12,26}(?![A-Za-z0-9])"),
        ("AKID", r"AKID[A-Za-z0-9]{28,40}(?![A-Za-z0-9])"),
        ("sib-", r"x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
        ("pscale_", r"pscale_(?:tkn|pw|oauth)_[A-Za-z0-9_\-.=]{30,70}"),
        ("pul-", r"pul-[0-9a-f]{40}"),
        ("CCI", r"CCI(?:PAT|PRJ)_[A-Za-z0-9]{10,40}_[0-9a-f]{40}"),
        ("pcsk_", r"pcsk_[A-Za-z0-9_]{40,100}"),
        ("jina_", r"jina_[A-Za-z0-9_\-]{40,80}"),
        ("sk_", r"sk_[0-9a-f]{48}(?![A-Za-z0-9])"),
        ("csk-", r"csk-[A-Za-z0-9]{30,80}"),
        ("tgp_v1_", r"tgp_v1_[A-Za-z0-9_\-]{30,80}"),
        (
            ".webhook.office.com",
            r"(?:https://)?[\w\-]{1,60}\.webhook\.office\.com/webhookb2/[A-Za-z0-9@/_\-]{60,300}",
        ),
        ("/bot", r"(?<=/bot)\d{8,10}:[A-Za-z0-9_\-]{33,40}"),
        ("prv", r"[xyzt]prv[1-9A-HJ-NP-Za-km-z]{100,112}(?![A-Za-z0-9])"),
        ("bkua_", r"bkua_[0-9a-f]{40}"),
        ("tfp_", r"tfp_[A-Za-z0-9_\-]{40,60}"),
        ("CFPAT-", r"CFPAT-[A-Za-z0-9_\-]{40,60}"),
        ("rdme_", r"rdme_[a-z0-9]{60,80}"),
        ("shippo_", r"shippo_(?:live|test)_[0-9a-f]{40}"),
        ("pn", r"pn[ub]_[A-Za-z0-9]{36}(?![A-Za-z0-9])"),
        ("AQVN", r"AQVN[A-Za-z0-9_\-]{35,38}(?![A-Za-z0-9])"),
        ("sess-", r"sess-[A-Za-z0-9]{40}(?![A-Za-z0-9])"),
        ("FwoG", r"FwoG[A-Za-z0-9+/=]{100,2000}"),
    )
)
_LONG = re.compile(r"[A-Za-z0-9_\-./+=:%~@]{15,}")
"""Each token lies inside of one of these, with its stem."""
_HASH = re.compile(
    r"\$(?:2[abxy]\$\d\d\$[./A-Za-z0-9]{53}"
    r"|(?:[156y]|apr1|argon2(?:id?|d)|scrypt)\$(?:[a-z0-9=,]{1,40}\$){0,2}[^\s$:]{1,64}\$[./+A-Za-z0-9=]{22,128})"
)
"""A password as systems keep it."""
_WALLET = re.compile(r"(?<![A-Za-z0-9])[5KL][1-9A-HJ-NP-Za-km-z]{50,51}(?![A-Za-z0-9])")
_SHORTEST_WALLET = 51
_BLOCK = re.compile(r"-----BEGIN [A-Z0-9 ]{0,40}?PRIVATE KEY(?: BLOCK)?-----|PuTTY-User-Key-File-\d:")
_BLOCK_END = re.compile(r"-----END [A-Z0-9 ]{0,40}?PRIVATE KEY(?: BLOCK)?-----|Private-MAC: [0-9a-f]+")
_OPEN_BLOCK = re.compile(r"(?:(?:\s|\\n|\\r)*(?:[A-Za-z0-9+/=]{16,}|[A-Za-z\-]{3,20}: [^\n]{1,80}))*")


def scan(text: str, _small: str) -> Iterator[Span]:
    """Private keys whole, with their lines of beginning and end, and providers' tokens whole."""
    if "-----BEGIN" in text or "PuTTY-User" in text:
        yield from _blocks(text)
    words = [found.span() for found in _LONG.finditer(text)]
    held = " ".join(text[start:end] for start, end in words)
    for found in _HASH.finditer(text) if "$" in text else ():
        yield Span(found.start(), found.end(), "secret")
    for start, end in words:
        for found in _WALLET.finditer(text, start, end) if end - start >= _SHORTEST_WALLET else ():
            if _is_wallet(found.group()):
                yield Span(found.start(), found.end(), "private_key")
    for stem, pattern in _TOKENS:
        for start, end in words if stem in held else ():
            for found in pattern.finditer(text, start, end):
                if _is_random(found.group(), stem):
                    yield Span(found.start(), found.end(), "secret")


def _is_wallet(written: str) -> bool:
    """True for a key in the wallet import format whose checksum is right."""
    number = 0
    for character in written:
        number = number * 58 + _BASE58.index(character)
    whole = number.to_bytes(39, "big").lstrip(b"\0")
    return sha256(sha256(whole[:-4]).digest()).digest()[:4] == whole[-4:]


def _blocks(text: str) -> Iterator[Span]:
    place = 0
    closed = True
    while begin := _BLOCK.search(text, place):
        end = _BLOCK_END.search(text, begin.end()) if closed else None
        closed = end is not None
        if end is None:
            end = _OPEN_BLOCK.match(text, begin.end())
        place = end.end() if end else begin.end()
        yield Span(begin.start(), place, "private_key")


def _is_random(token: str, stem: str) -> bool:
    """False for an example's filling and for words with dashes between them, as in a name of a CSS class."""
    rest = token[len(stem) :] if token.startswith(stem) else token
    if len(set(rest.lower())) < 6:
        return False
    return any(character.isdigit() for character in rest) or not rest.islower() or "-" not in rest
