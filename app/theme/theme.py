"""The theme: one object that every widget asks for colours, fonts, measures and icons."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QStyleFactory

from app.theme import icons
from app.theme.stylesheet import on_leaves, stylesheet
from app.theme.tokens import Tokens, load

TEXT_FACES = ("Inter", "Inter Variable")
CODE_FACES = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Menlo", "Consolas", "DejaVu Sans Mono")
TRADITIONAL = ("Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei UI")
SIMPLIFIED = ("Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei UI")

SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark, "system": Qt.ColorScheme.Unknown}

PALETTE = {
    QPalette.ColorRole.Window: "background",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "surface",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.Button: "surface",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "denied",
    QPalette.ColorRole.ToolTipBase: "surface",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "ink_tertiary",
    QPalette.ColorRole.Link: "focus",
    QPalette.ColorRole.LinkVisited: "focus",
    QPalette.ColorRole.Light: "surface",
    QPalette.ColorRole.Midlight: "line",
    QPalette.ColorRole.Mid: "line_strong",
    QPalette.ColorRole.Dark: "line_strong",
    QPalette.ColorRole.Shadow: "line_strong",
}


class Theme(QObject):
    """Light or dark, as the system or the user has it. `changed` fires after the scheme has changed."""

    changed = Signal()

    def __init__(self, application: QApplication | None = None, tokens: Tokens | None = None) -> None:
        """With an application it styles that, now and whenever the scheme changes."""
        super().__init__(application)
        self._tokens = tokens or load()
        self._wanted = "system"
        self._application: QApplication | None = None
        self._families: tuple[list[str], list[str]] | None = None
        self._dark = self._resolve()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._refresh)
        if application is not None:
            self.install(application)

    @property
    def tokens(self) -> Tokens:
        """The values behind the theme."""
        return self._tokens

    @property
    def dark(self) -> bool:
        """True while the dark scheme holds."""
        return self._dark

    def colors(self) -> Mapping[str, str]:
        """All colours of the current scheme, as `#RRGGBB`."""
        return self._tokens.dark if self._dark else self._tokens.light

    def color(self, name: str) -> QColor:
        """A colour of the current scheme by its name in tokens.json, or `on_leaves`. Raises KeyError."""
        return QColor(on_leaves(self._dark) if name == "on_leaves" else self.colors()[name])

    def font(self, name: str, weight: str = "regular") -> QFont:
        """`name` is body, small, caption, title, figure or code; `weight` regular, medium or semibold."""
        text, code = self._faces()
        font = QFont()
        font.setFamilies(code if name == "code" else text)
        font.setPixelSize(self._tokens.type[name][0])
        font.setWeight(QFont.Weight(self._tokens.weight[weight]))
        if name == "code":
            font.setStyleHint(QFont.StyleHint.Monospace)
        return font

    def line_height(self, name: str) -> int:
        """The line height in pixels of one entry of the type scale."""
        return self._tokens.type[name][1]

    def space(self, index: int) -> int:
        """A step of the spacing scale, in pixels: 4, 8, 12, 16, 24, 32."""
        return self._tokens.space[index]

    def radius(self, name: str) -> int:
        """A corner radius in pixels: control, card, composer or bubble."""
        return self._tokens.radius[name]

    def icon(self, name: str, color: str = "ink_secondary", size: int = 16, gap: int = 0) -> QIcon:
        """An icon of resources/icons in a colour of the scheme. Raises KeyError, FileNotFoundError."""
        return icons.icon(name, self.color(color), self.color("line_strong"), size, gap)

    def pixmap(self, name: str, color: str = "ink_secondary", size: int = 16, ratio: float = 1.0) -> QPixmap:
        """The same as a picture, for labels and painters."""
        return icons.pixmap(name, self.color(color), size, ratio)

    def set_scheme(self, scheme: str) -> None:
        """Follow the `system`, or hold `light` or `dark`. Raises KeyError for another word."""
        hint = SCHEMES[scheme]
        self._wanted = scheme
        QGuiApplication.styleHints().setColorScheme(hint)
        self._refresh()

    def install(self, application: QApplication) -> None:
        """Style the whole application, now and whenever the scheme changes."""
        self._application = application
        application.setStyle(QStyleFactory.create("Fusion"))
        self._apply()

    def refresh_fonts(self) -> None:
        """Choose the faces again, after the language (QLocale's default) has changed."""
        self._families = None
        self._apply()
        self.changed.emit()

    def _resolve(self) -> bool:
        if self._wanted != "system":
            return self._wanted == "dark"
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark

    def _refresh(self) -> None:
        dark = self._resolve()
        if dark == self._dark:
            return
        self._dark = dark
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        if self._application is None:
            return
        self._application.setPalette(self._palette())
        self._application.setFont(self.font("body"))
        self._application.setStyleSheet(stylesheet(self._tokens, self.colors(), self._dark, self._faces()[1]))

    def _palette(self) -> QPalette:
        palette = QPalette()
        for role, name in PALETTE.items():
            palette.setColor(role, self.color(name))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, role, self.color("ink_tertiary"))
        highlight = self.color("focus")
        highlight.setAlphaF(0.28)
        palette.setColor(QPalette.ColorRole.Highlight, highlight)
        palette.setColor(QPalette.ColorRole.HighlightedText, self.color("ink"))
        palette.setColor(QPalette.ColorRole.Accent, self.color("focus"))
        return palette

    def _faces(self) -> tuple[list[str], list[str]]:
        if self._families is None:
            present = set(QFontDatabase.families())
            simplified = QLocale().script() == QLocale.Script.SimplifiedHanScript
            cjk = SIMPLIFIED + TRADITIONAL if simplified else TRADITIONAL + SIMPLIFIED
            system = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
            fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families()
            fallback = [face for face in cjk if face in present]
            text = [face for face in TEXT_FACES if face in present] + system + fallback
            code = [face for face in CODE_FACES if face in present] + fixed + fallback
            self._families = (text, code)
        return self._families
