"""The icon of the app in the forms that each system wants, drawn from the one SVG."""

from __future__ import annotations

import os
import struct
from pathlib import Path

SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)

#: Kinds of picture in an .icns file that hold a PNG: size in pixels and Apple's name.
_ICNS = ((16, b"icp4"), (32, b"icp5"), (64, b"icp6"), (128, b"ic07"), (256, b"ic08"))
_ICNS_LARGE = ((512, b"ic09"), (1024, b"ic10"))


def write_icons(svg: Path, folder: Path) -> None:
    """Write ``stageplanner-<size>.png``, ``stageplanner.ico`` and ``stageplanner.icns``."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: _drawn(svg, size) for size in SIZES}
    for size, png in pictures.items():
        (folder / f"stageplanner-{size}.png").write_bytes(png)
    small = {size: png for size, png in pictures.items() if size <= 256}
    (folder / "stageplanner.ico").write_bytes(ico_of(small))
    (folder / "stageplanner.icns").write_bytes(icns_of(pictures))


def _drawn(svg: Path, size: int) -> bytes:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QColor, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())


def ico_of(pictures: dict[int, bytes]) -> bytes:
    """Build a Windows icon from PNGs by their size (256 at most)."""
    place = 6 + 16 * len(pictures)
    heads, bodies = [struct.pack("<HHH", 0, 1, len(pictures))], []
    for size, png in sorted(pictures.items()):
        side = size % 256  # 256 is written as 0
        heads.append(struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(png), place))
        bodies.append(png)
        place += len(png)
    return b"".join(heads + bodies)


def icns_of(pictures: dict[int, bytes]) -> bytes:
    """Build a macOS icon from PNGs by their size."""
    parts = [
        name + struct.pack(">I", len(pictures[size]) + 8) + pictures[size]
        for size, name in _ICNS + _ICNS_LARGE
        if size in pictures
    ]
    whole = b"".join(parts)
    return b"icns" + struct.pack(">I", len(whole) + 8) + whole
