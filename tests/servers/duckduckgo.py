"""A loopback server that answers `POST /html/` with pages in the form of html.duckduckgo.com."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import parse_qs

from tests.servers.recording import Received, RecordingServer, http


@dataclass(frozen=True, slots=True)
class Hit:
    """One search result. `advert` makes it look as DuckDuckGo's advertisements do."""

    title: str
    href: str
    snippet: str
    advert: bool = False


HITS = (
    Hit(
        "Sordino - Wikipedia",
        "https://en.wikipedia.org/wiki/Sordino",
        "A sordino is a mute for strings & more.",
    ),
    Hit("Buy mutes now", "https://ads.example/", "The best mutes.", advert=True),
    Hit(
        "Mutes for violins", "https://example.org/mutes?kind=rubber", "Rubber, wood and metal mutes compared."
    ),
    Hit("Ghost", "https://example.net/", ""),
)

_PAGE = """<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" \
"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
  <meta http-equiv="content-type" content="text/html; charset=UTF-8" />
  <title>{query} at DuckDuckGo</title>
</head>
<body class="body--html">
  <a name="top" id="top"></a>
  <form action="/html/" method="post">
    <div id="header" class="header cw header--html">
      <a title="DuckDuckGo" href="/html/" class="header__logo-wrap"></a>
      <div class="search__form">
        <input name="q" autocomplete="off" class="search__input" id="search_form_input_homepage" \
type="text" value="{query}" />
      </div>
    </div>
  </form>
  <div>
    <div class="serp__results">
      <div id="links" class="results">
{results}
      </div>
    </div>
  </div>
  <div id="bottom_spacing2"></div>
</body>
</html>
"""

_RESULT = """        <div class="result results_links results_links_deep {kind} ">
          <div class="links_main links_deep result__body">
          <h2 class="result__title">
            <a rel="nofollow" class="result__a" href="{href}">{title}</a>
          </h2>
          <div class="result__extras">
            <div class="result__extras__url">
              <span class="result__icon">
                <a rel="nofollow" href="{href}"><img class="result__icon__img" width="16" height="16" alt="" \
src="//external-content.duckduckgo.com/ip3/example.ico" name="i15" /></a>
              </span>
              <a class="result__url" href="{href}">{shown}</a>
            </div>
          </div>
          <a class="result__snippet" href="{href}">{snippet}</a>
          <div class="clear"></div>
          </div>
        </div>"""

_NOTHING = """        <div class="result results_links results_links_deep result--no-result ">
          <div class="links_main links_deep">
            <div class="no-results">No results.</div>
          </div>
        </div>"""

CHALLENGE = b"""<!DOCTYPE html><html><head><title>DuckDuckGo</title></head><body>
<div class="anomaly-modal__mask"><div class="anomaly-modal__modal">
<div class="anomaly-modal__title">Unfortunately, bots use DuckDuckGo too.</div></div></div></body></html>"""


def page(query: str, hits: Sequence[Hit]) -> bytes:
    """The page of results for `query`, with the words of the query in bold as DuckDuckGo sets them."""
    results = "\n".join(_result(hit, query) for hit in hits) or _NOTHING
    return _PAGE.format(query=escape(query), results=results).encode()


def _result(hit: Hit, query: str) -> str:
    href = f"https://duckduckgo.com/y.js?ad_domain=ads.example&u3={hit.href}" if hit.advert else hit.href
    snippet = escape(hit.snippet)
    for word in query.split():
        snippet = snippet.replace(f" {escape(word)} ", f" <b>{escape(word)}</b> ")
    return _RESULT.format(
        kind="result--ad" if hit.advert else "web-result",
        href=escape(href),
        title=escape(hit.title),
        shown=escape(hit.href.split("://")[1]),
        snippet=snippet,
    )


class DuckDuckGoServer(RecordingServer):
    """Answers every search with `hits`. Its `url` goes where the settings hold the search URL."""

    def __init__(self, hits: Sequence[Hit] = HITS) -> None:
        super().__init__(self._results)
        self.hits = tuple(hits)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/html/"

    def _results(self, request: Received) -> bytes:
        if request.method != "POST" or request.target != "/html/":
            return http(404, b"not here")
        query = parse_qs(request.body.decode()).get("q", [""])[0]
        return http(200, page(query, self.hits))
