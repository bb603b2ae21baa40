"""The style sheet of a palette. Widgets choose their look by dynamic properties (`role`, `kind`, `tone`, `card` …)."""

from __future__ import annotations

from pathlib import Path

from caseworker_desktop.ui.theme.fonts import families
from caseworker_desktop.ui.theme.tokens import TONES, TYPE, Palette

_BASE = """
* {{ font-family: {families}; font-size: 14px; color: {text}; }}
QWidget {{ outline: 0; }}
QToolTip {{ background: {nav}; color: {nav_bright}; border: 1px solid {nav_hi}; padding: 4px 8px; font-size: 12px; }}
#page, #window {{ background: {bg}; }}
#nav, #brandpane {{ background: {nav}; }}
#nav QLabel, #brandpane QLabel {{ color: {nav_fg}; background: transparent; }}
#nav QLabel[role=brand], #brandpane QLabel[role=brand] {{ color: {nav_bright}; font-size: 18px; font-weight: 600; }}
#nav QLabel[role=navmut], #brandpane QLabel[role=navmut] {{ color: {nav_mut}; font-size: 12px; }}
#nav QLabel[role=count] {{ color: {on_accent}; background: {accent}; border-radius: 10px; font-size: 12px; font-weight: 600; padding: 0 7px; }}
#nav QPushButton {{ background: transparent; color: {nav_fg}; border: 0; border-left: 4px solid transparent;
    text-align: left; padding: 0 12px; min-height: 40px; max-height: 40px; border-radius: 0; }}
#nav QPushButton:hover {{ background: {nav_hi}; }}
#nav QPushButton:checked {{ background: {nav_hi}; color: {nav_bright}; font-weight: 600; border-left-color: {nav_mark}; }}
#nav QPushButton:focus {{ border: 2px solid {nav_mark}; padding: 0 10px 0 14px; min-height: 36px; max-height: 36px; }}
#nav QPushButton[low=true] {{ min-height: 32px; max-height: 32px; }}
#nav QPushButton[low=true]:focus {{ min-height: 28px; max-height: 28px; }}
#nav QPushButton[narrow=true]:focus {{ padding: 0 10px 0 12px; }}
#listpane {{ background: {surface}; border-right: 1px solid {line}; }}
#status {{ background: {surface}; border-top: 1px solid {line}; }}
#drawer {{ background: {surface}; border-left: 1px solid {line}; }}
#toast {{ background: {nav}; border-radius: 8px; }}
#toast QLabel {{ color: {nav_bright}; background: transparent; }}
#toast QPushButton {{ background: transparent; border: 0; border-radius: 6px; color: {nav_mark}; font-weight: 600; padding: 0 8px;
    min-height: 28px; }}
#toast QPushButton:focus {{ border: 2px solid {nav_mark}; padding: 0 6px; min-height: 24px; }}
#clear {{ background: transparent; }}
QDialog, #panel {{ background: {surface}; }}
#palette, #helppanel {{ border: 1px solid {line_ctl}; }}
"""

_LABELS = """
QLabel {{ background: transparent; }}
QLabel[role=link] {{ color: {accent_d}; font-size: 13px; font-weight: 600; }}
QLabel[role=kbd] {{ color: {text2}; font-size: 12px; border: 1px solid {line}; border-radius: 4px; padding: 0 5px; background: {bg}; }}
QLabel[role=muted] {{ font-size: 13px; color: {text2}; }}
QLabel[role=small], QLabel[role=key] {{ color: {text3}; font-size: 12px; }}
QLabel[role=smallt] {{ font-size: 12px; }}
QLabel[role=smallb], QLabel[role=th] {{ color: {text2}; font-size: 12px; font-weight: 600; }}
QLabel[role=code] {{ font-size: 18px; font-weight: 600; }}
"""

_BOXES = """
QFrame[card=true] {{ background: {surface}; border: 1px solid {line}; border-radius: 8px; }}
QFrame[card=sel] {{ background: {surface}; border: 2px solid {accent}; border-radius: 8px; }}
QFrame[box=true] {{ background: {sunken}; border: 1px solid {line}; border-radius: 6px; }}
QFrame[box=sel] {{ background: {accent_bg}; border: 2px solid {accent}; border-radius: 6px; }}
QFrame[trow=true] {{ border: 0; border-bottom: 1px solid {line_soft}; background: transparent; }}
QFrame[trow=sel] {{ border: 0; border-left: 4px solid {accent}; border-bottom: 1px solid {line_soft}; background: {accent_bg}; }}
QFrame[trow=head] {{ border: 0; border-bottom: 1px solid {line}; background: {sunken}; }}
QFrame[rule=true] {{ background: {line}; border: 0; }}
QFrame[rule=soft] {{ background: {line_soft}; border: 0; }}
"""

_EDITORS = """
QLineEdit, QComboBox, QPlainTextEdit, QSpinBox {{ background: {surface}; border: 1px solid {line_ctl}; border-radius: 6px; padding: 0 10px;
    min-height: 34px; max-height: 34px; selection-background-color: {accent}; selection-color: {on_accent}; }}
QPlainTextEdit {{ padding: 4px 6px; max-height: 9999px; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus, QPlainTextEdit:focus {{ border: 2px solid {focus}; padding-left: 9px;
    min-height: 32px; max-height: 32px; }}
QPlainTextEdit:focus {{ padding: 3px 5px; max-height: 9999px; }}
QLineEdit[bad=true], QComboBox[bad=true], QSpinBox[bad=true] {{ border: 2px solid {red}; padding-left: 9px; min-height: 32px; max-height: 32px; }}
QPlainTextEdit[bad=true] {{ border: 2px solid {red}; padding: 3px 5px; }}
QLineEdit:read-only, QPlainTextEdit[readonly=true] {{ background: {sunken}; border-color: {line}; }}
QLineEdit:disabled, QComboBox:disabled, QPlainTextEdit:disabled {{ background: {grey_bg}; color: {text3}; border-color: {line}; }}
QComboBox::drop-down {{ border: 0; width: 24px; }}
QComboBox::down-arrow {{ image: url("{icons}/combo-{name}.svg"); width: 12px; height: 12px; margin-right: 8px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {line_ctl}; selection-background-color: {accent_bg};
    selection-color: {accent_d}; outline: 0; padding: 4px; }}
QComboBox QAbstractItemView::item {{ min-height: 32px; padding: 0 6px; }}
QSpinBox::up-button, QSpinBox::down-button {{ width: 0; border: 0; }}
QCheckBox, QRadioButton {{ spacing: 8px; min-height: 26px; border: 2px solid transparent; border-radius: 6px; padding: 0 4px 0 1px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {focus}; }}
QCheckBox::indicator {{ width: 16px; height: 16px; border: 1px solid {line_ctl}; border-radius: 4px; background: {surface}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{icons}/ticked.svg"); }}
QCheckBox::indicator:disabled {{ background: {grey_bg}; border-color: {line}; }}
QRadioButton::indicator {{ width: 16px; height: 16px; border: 1px solid {line_ctl}; border-radius: 9px; background: {surface}; }}
QRadioButton::indicator:checked {{ border: 5px solid {accent}; width: 8px; height: 8px; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {text3}; }}
"""

_BUTTONS = """
QPushButton[kind=primary] {{ background: {accent}; color: {on_accent}; border: 1px solid {accent}; border-radius: 6px; padding: 0 16px;
    min-height: 34px; max-height: 34px; font-weight: 600; }}
QPushButton[kind=primary]:hover {{ background: {accent_hover}; }}
QPushButton[kind=primary]:disabled {{ background: {grey_bg}; color: {text3}; border-color: {line}; }}
QPushButton[kind=primary]:focus {{ border: 2px solid {text}; padding: 0 15px; min-height: 32px; max-height: 32px; }}
QPushButton[kind=plain] {{ background: {surface}; border: 1px solid {line_ctl}; border-radius: 6px; padding: 0 12px; min-height: 34px;
    max-height: 34px; }}
QPushButton[kind=plain]:hover {{ background: {sunken}; }}
QPushButton[kind=plain]:disabled {{ color: {text3}; background: {grey_bg}; border-color: {line}; }}
QPushButton[kind=plain]:focus {{ border: 2px solid {focus}; padding: 0 11px; min-height: 32px; max-height: 32px; }}
QPushButton[kind=plain][square=true] {{ padding: 0; }}
QPushButton[kind=quiet] {{ background: transparent; border: 1px solid transparent; border-radius: 6px; color: {accent_d}; font-weight: 600;
    padding: 0 7px; min-height: 30px; max-height: 30px; }}
QPushButton[kind=quiet]:hover {{ background: {accent_bg}; }}
QPushButton[kind=quiet]:disabled {{ color: {text3}; }}
QPushButton[kind=quiet]:focus {{ border: 2px solid {focus}; padding: 0 6px; min-height: 28px; max-height: 28px; }}
QPushButton[kind=quiet][square=true] {{ padding: 0; }}
QPushButton[kind=danger] {{ background: {surface}; color: {red}; border: 1px solid {red}; border-radius: 6px; padding: 0 12px;
    min-height: 34px; max-height: 34px; font-weight: 600; }}
QPushButton[kind=danger]:focus {{ border: 2px solid {text}; padding: 0 11px; min-height: 32px; max-height: 32px; }}
QPushButton[kind=chip] {{ background: {surface}; border: 1px solid {line_ctl}; border-radius: 14px; padding: 0 10px; min-height: 26px;
    max-height: 26px; font-size: 13px; }}
QPushButton[kind=chip]:checked {{ background: {accent_bg}; border: 1px solid {accent}; color: {accent_d}; font-weight: 600; }}
QPushButton[kind=chip]:focus {{ border: 2px solid {focus}; padding: 0 9px; min-height: 24px; max-height: 24px; }}
QPushButton[kind=chip]:disabled {{ color: {text3}; background: {grey_bg}; border-color: {line}; }}
QPushButton[kind=seg] {{ background: {surface}; border: 1px solid {line_ctl}; padding: 0 12px; min-height: 30px; max-height: 30px; font-size: 13px; }}
QPushButton[kind=seg]:checked {{ background: {accent_bg}; border: 2px solid {accent}; color: {accent_d}; font-weight: 600; padding: 0 10px;
    min-height: 28px; max-height: 28px; }}
QPushButton[kind=seg]:focus {{ border: 2px solid {focus}; padding: 0 10px; min-height: 28px; max-height: 28px; }}
QPushButton[kind=seg][end=first] {{ border-top-left-radius: 6px; border-bottom-left-radius: 6px; }}
QPushButton[kind=seg][end=last] {{ border-top-right-radius: 6px; border-bottom-right-radius: 6px; }}
QPushButton[kind=seg][end=only] {{ border-radius: 6px; }}
QPushButton[kind=tab] {{ background: transparent; border: 2px solid transparent; border-bottom: 3px solid transparent; padding: 0;
    min-height: 36px; max-height: 36px; color: {text2}; border-radius: 0; }}
QPushButton[kind=tab]:checked {{ color: {accent_d}; border-bottom-color: {accent}; font-weight: 600; }}
QPushButton[kind=tab]:focus {{ border: 2px solid {focus}; border-bottom: 3px solid {focus}; }}
QPushButton[kind=choice] {{ background: {sunken}; border: 1px solid {line}; border-radius: 6px; text-align: left; }}
QPushButton[kind=choice]:hover {{ border-color: {line_ctl}; }}
QPushButton[kind=choice]:checked {{ background: {accent_bg}; border: 2px solid {accent}; }}
QPushButton[kind=choice]:focus {{ border: 2px solid {focus}; }}
"""

_VIEWS = """
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea:focus {{ border: 2px solid {focus}; border-radius: 6px; }}
QScrollBar:vertical {{ width: 8px; background: transparent; margin: 0; }}
QScrollBar::handle:vertical {{ background: {scroll}; border-radius: 4px; min-height: 40px; }}
QScrollBar:horizontal {{ height: 8px; background: transparent; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {scroll}; border-radius: 4px; min-width: 40px; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ width: 0; height: 0; background: transparent; }}
QListView, QTableView {{ background: {surface}; border: 0; outline: 0; }}
QListView[pane=true], QTableView[pane=true] {{ border: 2px solid transparent; }}
QListView:focus, QTableView:focus {{ border: 2px solid {focus}; }}
QListView {{ border: 2px solid transparent; }}
QTableView {{ border: 2px solid transparent; gridline-color: {line_soft}; selection-background-color: {accent_bg}; selection-color: {text};
    font-size: 13px; }}
QTableView::item {{ padding: 0 12px; border: 0; border-bottom: 1px solid {line_soft}; }}
QTableView::item:selected {{ background: {accent_bg}; color: {text}; }}
QHeaderView {{ background: {sunken}; border: 0; }}
QHeaderView::section {{ background: {sunken}; color: {text2}; border: 0; border-bottom: 1px solid {line}; padding: 0 12px; min-height: 34px;
    font-size: 12px; font-weight: 600; }}
QTextBrowser {{ background: {surface}; border: 2px solid transparent; padding: 4px; selection-background-color: {accent}; }}
QTextBrowser:focus {{ border: 2px solid {focus}; border-radius: 6px; }}
QMenu {{ background: {surface}; border: 1px solid {line_ctl}; padding: 4px; }}
QMenu::item {{ padding: 6px 16px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {accent_bg}; color: {accent_d}; }}
"""


def _toned(palette: Palette) -> str:
    parts = []
    for tone in TONES:
        colour, ground = palette[tone], palette[f"{tone}_bg"]
        parts.append(
            f"QFrame[badge={tone}] {{ background: {ground}; border-radius: 11px; }}\n"
            f"QLabel[badge={tone}] {{ color: {colour}; font-size: 12px; font-weight: 600; background: transparent; }}\n"
            f"QFrame[banner={tone}] {{ background: {ground}; border: 1px solid {colour}; border-radius: 6px; }}\n"
            f"QLabel[tone={tone}] {{ color: {colour}; }}\n"
        )
    return "".join(parts)


def _typed() -> str:
    """Sizes and weights of the plain label roles. They come first, so that a tone or a special role may change the colour."""
    return "".join(f"QLabel[role={role}] {{ font-size: {size}px; font-weight: {weight}; }}\n" for role, (size, weight) in TYPE.items())


def style_sheet(palette: Palette, icons: Path) -> str:
    """Return the style sheet of `palette`; `icons` is the folder with the arrow and the tick."""
    values = {token: getattr(palette, token) for token in palette.__dataclass_fields__}
    values["icons"] = icons.as_posix()
    values["families"] = ", ".join(f'"{family}"' for family in families())
    values["accent_hover"] = palette.accent_d if palette.name == "light" else "#0F6F7A"
    body = "".join(part.format_map(values) for part in (_BASE, _LABELS, _BOXES, _EDITORS, _BUTTONS, _VIEWS))
    return body + _typed() + _toned(palette)
