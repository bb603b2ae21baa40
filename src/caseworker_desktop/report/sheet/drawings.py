"""Charts of a sheet's own cells, and the pictures of its cover."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.image import Image
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils.units import pixels_to_EMU

from caseworker_desktop.report.book import Chart

#: Colours that the colour-blind tell apart, as in the window.
COLOURS = ("0072B2", "D55E00", "009E73", "CC79A7", "56B4E9", "E69F00", "84939A")
FONT = "Arial"
#: Names of bars longer than this stand beside lying bars; under standing ones nobody could read them.
_LONG_NAME = 11
_emu: Any = pixels_to_EMU
_GRID, _WORDS = "D9DFE2", "3A474E"
_CM, _BAR_CM, _MOST_CM, _LEAST_CM = 37.8, 0.62, 13.6, 7.6


def drawn(made: Any, chart: Chart, heading: int, last: int, names: Sequence[str], wide: float) -> tuple[Any, float]:
    """Return the chart of the rows below `heading`, as wide as so many pixels at most, and its height in centimetres."""
    lying = chart.kind == "bar" and max(map(len, names), default=0) > _LONG_NAME
    out: Any = LineChart() if chart.kind == "line" else BarChart()
    if chart.kind == "stacked":
        out.grouping, out.overlap = "stacked", 100
    tall = _LEAST_CM
    if lying:
        out.type = "bar"
        tall = min(_MOST_CM, max(_LEAST_CM, 2.6 + _BAR_CM * len(names) * max(1, len(chart.series))))
    out.width, out.height = min(25.0, max(12.0, wide / _CM)), tall
    out.title = _title(chart.title)
    for column in chart.series:
        out.add_data(Reference(made, min_col=column, min_row=heading + 1, max_row=last))
    out.set_categories(Reference(made, min_col=chart.categories, min_row=heading + 1, max_row=last))
    for n, (series, column) in enumerate(zip(out.series, chart.series)):
        head = Reference(made, min_col=column, min_row=heading, max_row=heading)
        series.tx = SeriesLabel(strRef=StrRef(str(head)))
        colour = COLOURS[n % len(COLOURS)]
        if chart.kind == "line":
            series.graphicalProperties.line.solidFill = colour
            series.graphicalProperties.line.width = _emu(2)
            series.smooth = False
        else:
            series.graphicalProperties.solidFill = colour
            series.invertIfNegative = False
    _axes(out, lying)
    if chart.kind != "line":
        out.gapWidth = 55
    labelled = len(names) * len(chart.series) <= 26
    if labelled:
        out.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False, showPercent=False)
        out.dataLabels.txPr = _letters(800)
    out.legend.position = "b"
    out.legend.txPr = _letters(900)
    if len(chart.series) == 1:
        out.legend = None
    out.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    return out, tall


def _axes(out: Any, lying: bool) -> None:
    out.x_axis.delete = out.y_axis.delete = False  # else newer programs draw no axes
    out.y_axis.numFmt, out.y_axis.number_format = None, "#,##0"
    out.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID, w=6350))
    out.y_axis.scaling.min = 0
    for axis in (out.x_axis, out.y_axis):
        axis.txPr = _letters(800)
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    if lying:
        out.x_axis.scaling.orientation = "maxMin"  # the first row on top
        out.y_axis.crosses = "max"


def _title(words: str) -> Any:
    told = CharacterProperties(sz=1100, b=True, solidFill=_WORDS, latin=Font(typeface=FONT))
    line = Paragraph(pPr=ParagraphProperties(defRPr=told), r=[RegularTextRun(rPr=told, t=words)])
    return Title(tx=Text(rich=RichText(p=[line])), overlay=False)


def _letters(size: int) -> RichText:
    told = CharacterProperties(sz=size, solidFill=_WORDS, latin=Font(typeface=FONT))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=told), endParaRPr=told)])


def placed(made: Any, data: bytes, column: int, row: int, *, tall: int, room: float, right: bool) -> bool:
    """Put a picture on a sheet, `tall` pixels high and no wider than `room`, at the left or right edge of a column (from 1); tell whether it could
    be read: what is no picture that spreadsheets know is left out."""
    try:
        picture = Image(BytesIO(data))
    except (OSError, ValueError, Warning):  # Pillow: not a picture, damaged, or larger than is sane
        return False
    if picture.format not in ("png", "jpeg", "gif") or not (picture.width and picture.height):
        return False
    scale = min(tall / picture.height, room / picture.width)
    wide, high = round(picture.width * scale), round(picture.height * scale)
    picture.width, picture.height = wide, high
    off = max(0, round(room) - wide - 4) if right else 0
    start = AnchorMarker(col=column - 1, colOff=_emu(off), row=row - 1, rowOff=_emu(2))
    picture.anchor = OneCellAnchor(_from=start, ext=XDRPositiveSize2D(_emu(wide), _emu(high)))
    made.add_image(picture)
    return True
