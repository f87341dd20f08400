"""The theme: palettes, type scale and colours, light, dark and high contrast.

The Fusion style draws the controls, ``resources/styles/app.qss`` shapes them, and the colours are
defined here. Text has a contrast of at least 4.5:1; lint and blok have colours of Okabe and Ito,
safe for colour-blind people; load is shown in an interpolated cividis.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from string import Template

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QStyleFactory

from stageplanner.load.tolerances import FULL


@dataclass(frozen=True, slots=True, kw_only=True)
class Colors:
    """The colours of one look, as ``#rrggbb``."""

    window: str
    surface: str
    raised: str
    hover: str
    selected: str
    border: str
    line: str
    text: str
    muted: str
    accent: str
    accent_hover: str
    on_accent: str
    rail: str
    rail_text: str
    rail_faint: str
    rail_selected: str
    good: str
    warning: str
    danger: str
    warning_soft: str
    danger_soft: str
    good_soft: str
    empty_cell: str
    lint: str
    blok: str


LIGHT = Colors(
    window="#f4f6f8",
    surface="#ffffff",
    raised="#fafbfc",
    hover="#eef2f5",
    selected="#dcefed",
    border="#d8dee5",
    line="#e8ecf0",
    text="#17212b",
    muted="#55626f",
    accent="#0b6e69",
    accent_hover="#095b57",
    on_accent="#ffffff",
    rail="#10242f",
    rail_text="#b9c8d1",
    rail_faint="#5d707d",
    rail_selected="#1d3b49",
    good="#0a6b4d",
    warning="#8a5300",
    danger="#b23a00",
    warning_soft="#fff4de",
    danger_soft="#fdece3",
    good_soft="#e2f3ec",
    empty_cell="#eef1f4",
    lint="#0072b2",
    blok="#cf7f00",
)

DARK = Colors(
    window="#0f1519",
    surface="#172027",
    raised="#1b262e",
    hover="#22303a",
    selected="#1d4145",
    border="#31414c",
    line="#24313a",
    text="#e8eef2",
    muted="#a3b2bd",
    accent="#4fc3b8",
    accent_hover="#6cd3c9",
    on_accent="#06211f",
    rail="#0a0f13",
    rail_text="#a9b9c4",
    rail_faint="#5d707d",
    rail_selected="#1c2b34",
    good="#6ed0a8",
    warning="#f0b95a",
    danger="#ff9a66",
    warning_soft="#372a14",
    danger_soft="#3a2218",
    good_soft="#163329",
    empty_cell="#1d272f",
    lint="#56b4e9",
    blok="#e69f00",
)

#: White on black with clear lines; every text has a contrast of 7:1 or more.
CONTRAST = Colors(
    window="#000000",
    surface="#000000",
    raised="#141414",
    hover="#2b2b2b",
    selected="#003c5c",
    border="#ffffff",
    line="#8c8c8c",
    text="#ffffff",
    muted="#e6e6e6",
    accent="#5ce1e6",
    accent_hover="#a4f2f5",
    on_accent="#000000",
    rail="#000000",
    rail_text="#ffffff",
    rail_faint="#a8a8a8",
    rail_selected="#003c5c",
    good="#7dffb2",
    warning="#ffd75e",
    danger="#ffb199",
    warning_soft="#000000",
    danger_soft="#000000",
    good_soft="#000000",
    empty_cell="#1c1c1c",
    lint="#7cc7ff",
    blok="#ffb000",
)

#: The looks to choose from, besides that of the system.
LOOKS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST}

#: Cividis in ten steps (low to high); the heat map interpolates between them.
CIVIDIS = (
    (0, 32, 77),
    (0, 51, 111),
    (57, 72, 107),
    (87, 92, 109),
    (112, 113, 115),
    (138, 135, 121),
    (166, 157, 117),
    (196, 181, 108),
    (228, 207, 91),
    (255, 234, 70),
)

#: Overload, from just over 100% to 150%: vermillion to dark red, always with a sign.
OVERLOAD = ((213, 94, 0), (122, 16, 12))

#: Steps of the type scale, as a factor of the body size.
SCALE = {"caption": 0.86, "body": 1.0, "subtitle": 1.12, "title": 1.5, "figure": 1.62}

#: Default text size of each system, and how much text may grow without zoom.
USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}.get(sys.platform, 10.0)
MOST_TEXT = 1.15

_FAMILIES = ("Inter", "Noto Sans", "Open Sans", "Cantarell", "Ubuntu", "Liberation Sans")


class Theme:
    """The current look; widgets that paint themselves take their colours from it."""

    colors: Colors = LIGHT
    is_dark: bool = False


def apply_theme(app: QApplication, choice: str = "system") -> None:
    """Apply a look: ``light``, ``dark``, ``contrast`` or that of the system."""
    look = choice if choice in LOOKS else _look_of_system(app)
    Theme.colors, Theme.is_dark = LOOKS[look], look != "light"
    icon.cache_clear()
    app.setStyle(QStyleFactory.create("Fusion"))
    app.setFont(_body_font(app.font()))
    app.setPalette(_palette(Theme.colors))
    app.setStyleSheet(_style_sheet(Theme.colors, app.font().pointSizeF()))


def _look_of_system(app: QApplication) -> str:
    """Return the look of the system; high contrast with Qt 6.10 and later."""
    hints = app.styleHints()
    asked = getattr(hints, "accessibility", None)
    if asked is not None and asked().contrastPreference() is Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() is Qt.ColorScheme.Dark else "light"


def _body_font(system: QFont) -> QFont:
    """Return the font of the system, or a better one on bare Linux systems."""
    font = QFont(system)
    if system.family() in ("", "Sans", "Sans Serif", "DejaVu Sans", "Bitstream Vera Sans"):
        have = set(QFontDatabase.families())
        font = QFont(next((name for name in _FAMILIES if name in have), system.family()))
        font.setPointSizeF(max(USUAL_POINTS, system.pointSizeF()))
    # Beyond this everything grows, not only text (``text_zoom``).
    font.setPointSizeF(min(font.pointSizeF(), USUAL_POINTS * MOST_TEXT))
    return font


def text_zoom(system: QFont) -> int:
    """Return the text size of the system, in percent of its usual size."""
    return round(100 * system.pointSizeF() / USUAL_POINTS) if system.pointSizeF() > 0 else 100


def scaled_font(step: str, bold: bool = False) -> QFont:
    """Return a font of the type scale, for widgets that paint themselves."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * SCALE[step])
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _palette(c: Colors) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, color in (
        (role.Window, c.window),
        (role.WindowText, c.text),
        (role.Base, c.surface),
        (role.AlternateBase, c.raised),
        (role.Text, c.text),
        (role.Button, c.surface),
        (role.ButtonText, c.text),
        (role.BrightText, c.danger),
        (role.ToolTipBase, c.text),
        (role.ToolTipText, c.surface),
        (role.Highlight, c.accent),
        (role.HighlightedText, c.on_accent),
        (role.Link, c.accent),
        (role.PlaceholderText, c.muted),
        (role.Mid, c.border),
        (role.Accent, c.accent),
    ):
        palette.setColor(which, QColor(color))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(c.muted))
    return palette


def _style_sheet(c: Colors, points: float) -> str:
    template = resources.files("resources").joinpath("styles", "app.qss").read_text("utf-8")
    sizes = {name: f"{points * factor:.1f}pt" for name, factor in SCALE.items()}
    icons = Path(str(resources.files("resources").joinpath("icons")))
    tick = "check-dark.svg" if Theme.is_dark else "check-light.svg"
    pictures = {"chevron": icons / "chevron-field.svg", "tick": icons / tick}
    paths = {name: path.as_posix() for name, path in pictures.items()}
    return Template(template).substitute(asdict(c), **sizes, **paths)


@cache
def icon(name: str, role: str = "text", size: int = 20, faint: str = "border") -> QIcon:
    """Build one of our line icons in a colour of the theme; ``faint`` is that of disabled icons."""
    source = resources.files("resources").joinpath("icons", f"{name}.svg").read_text("utf-8")
    result = QIcon()
    for mode, color in (
        (QIcon.Mode.Normal, getattr(Theme.colors, role)),
        (QIcon.Mode.Disabled, getattr(Theme.colors, faint)),
    ):
        renderer = QSvgRenderer(source.replace("currentColor", color).encode())
        for ratio in (1, 2):
            pixmap = QPixmap(size * ratio, size * ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            result.addPixmap(pixmap, mode)
    return result


def load_color(fraction: float) -> tuple[int, int, int]:
    """Return the colour of a utilisation: cividis up to 100%, vermillion and darker above."""
    if fraction > FULL:
        return _between(*OVERLOAD, min(1.0, (fraction - 1.0) / 0.5))
    place = max(0.0, fraction) * (len(CIVIDIS) - 1)
    low = min(int(place), len(CIVIDIS) - 2)
    return _between(CIVIDIS[low], CIVIDIS[low + 1], place - low)


def _between(
    first: tuple[int, int, int], second: tuple[int, int, int], part: float
) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * part) for a, b in zip(first, second, strict=True))
    return red, green, blue


def luminance(rgb: tuple[int, int, int]) -> float:
    """Return the relative luminance of WCAG 2, from 0 (black) to 1 (white)."""
    parts = [v / 255 for v in rgb]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: tuple[int, int, int], second: tuple[int, int, int]) -> float:
    """Return the contrast ratio of WCAG 2 between two colours, from 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def text_on(rgb: tuple[int, int, int]) -> QColor:
    """Return white or black, whichever reads best on a colour."""
    white, black = (255, 255, 255), (0, 0, 0)
    return QColor(*(white if contrast(rgb, white) >= contrast(rgb, black) else black))


def rgb_of(color: str) -> tuple[int, int, int]:
    """Return the parts of ``#rrggbb``."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


def faded(color: str, alpha: int) -> QColor:
    """Return a translucent colour; ``alpha`` is from 0 to 255."""
    return QColor(*rgb_of(color), alpha)


def paint_lock(painter: QPainter, rect: QRectF, color: str, least: float = 0.0) -> None:
    """Paint a closed lock left of a rectangle, but not further left than ``least``."""
    x, y = max(rect.left() - 9, least), rect.center().y()
    painter.setPen(QPen(QColor(color), 1.4))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(x - 2.5, y - 6, 5, 7), 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(color))
    box = [(x - 4, y - 2), (x + 4, y - 2), (x + 4, y + 4), (x - 4, y + 4)]
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in box]))


def paint_seal(painter: QPainter, rect: QRectF, least: float = 0.0, *, is_broken: bool) -> None:
    """Paint the seal of an agreement left of a rectangle, but not further left than ``least``.

    A disc with a tick; broken, it is open with an exclamation mark.
    """
    colors = Theme.colors
    x, y = max(rect.left() - 9, least), rect.center().y()
    color = QColor(colors.danger if is_broken else colors.good)
    painter.setPen(QPen(color, 1.4))
    painter.setBrush(QColor(colors.surface) if is_broken else color)
    painter.drawEllipse(QPointF(x, y), 5.5, 5.5)
    pen = QPen(color if is_broken else QColor(colors.surface), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    if is_broken:
        painter.drawLine(QPointF(x, y - 3), QPointF(x, y + 0.5))
        painter.drawPoint(QPointF(x, y + 3))
    else:
        tick = ((x - 2.6, y), (x - 0.8, y + 2.2), (x + 2.8, y - 2.2))
        painter.drawPolyline(QPolygonF([QPointF(*place) for place in tick]))
