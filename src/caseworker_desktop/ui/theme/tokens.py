"""Colours, type and measures of the window, light and dark, with the pairs whose contrast must hold."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for, as #RRGGBB. `x_bg` is the ground on which the tone `x` is written."""

    name: str
    nav: str
    nav_hi: str
    nav_fg: str
    nav_mut: str
    nav_mark: str
    nav_bright: str
    bg: str
    surface: str
    sunken: str
    line: str
    line_soft: str
    line_ctl: str
    text: str
    text2: str
    text3: str
    accent: str
    accent_d: str
    accent_bg: str
    on_accent: str
    red: str
    red_bg: str
    amber: str
    amber_bg: str
    green: str
    green_bg: str
    blue: str
    blue_bg: str
    grey: str
    grey_bg: str
    focus: str
    c1: str
    c2: str
    c3: str
    c_unknown: str
    scroll: str

    def __getitem__(self, token: str) -> str:
        """Return the colour of `token`. Raises KeyError for a name that is none."""
        if token not in TOKENS:
            raise KeyError(token)
        return str(getattr(self, token))


TOKENS = frozenset(field.name for field in fields(Palette)) - {"name"}

LIGHT = Palette(
    name="light",
    nav="#12303B",
    nav_hi="#1F4655",
    nav_fg="#C9D8DD",
    nav_mut="#8FA9B2",
    nav_mark="#5CC5CF",
    nav_bright="#FFFFFF",
    bg="#F4F6F7",
    surface="#FFFFFF",
    sunken="#F8FAFA",
    line="#DDE3E6",
    line_soft="#EDF1F2",
    line_ctl="#84939A",
    text="#16242B",
    text2="#4A5B63",
    text3="#5F7078",
    accent="#0B6E79",
    accent_d="#08555E",
    accent_bg="#E2F1F2",
    on_accent="#FFFFFF",
    red="#A61B1B",
    red_bg="#FCE9E7",
    amber="#7A4B00",
    amber_bg="#FDF0D5",
    green="#1D6135",
    green_bg="#E3F3E8",
    blue="#1B4F8F",
    blue_bg="#E5EEF9",
    grey="#4A5B63",
    grey_bg="#E8EDEF",
    focus="#0B6E79",
    c1="#0072B2",
    c2="#D55E00",
    c3="#009E73",
    c_unknown="#84939A",
    scroll="#C3CDD1",
)

DARK = Palette(
    name="dark",
    nav="#0B171C",
    nav_hi="#1A323B",
    nav_fg="#C3D2D7",
    nav_mut="#8AA3AC",
    nav_mark="#5CC5CF",
    nav_bright="#FFFFFF",
    bg="#0F1A1F",
    surface="#18252C",
    sunken="#142027",
    line="#2C3D46",
    line_soft="#233139",
    line_ctl="#7C909A",
    text="#E9EFF1",
    text2="#B4C3C9",
    text3="#97A9B1",
    accent="#117E8A",
    accent_d="#74D2DC",
    accent_bg="#12373E",
    on_accent="#FFFFFF",
    red="#FFB3AA",
    red_bg="#471E1C",
    amber="#F4C673",
    amber_bg="#3E2E0E",
    green="#93D9AA",
    green_bg="#173722",
    blue="#AECDFF",
    blue_bg="#18304F",
    grey="#B4C3C9",
    grey_bg="#26363E",
    focus="#5CC5CF",
    c1="#56B4E9",
    c2="#F0914A",
    c3="#3CC79B",
    c_unknown="#97A9B1",
    scroll="#3C4F58",
)

PALETTES = {"light": LIGHT, "dark": DARK}

TYPE = {  # role → (size in px at 100 %, weight); never below 12
    "num": (26, 600),
    "h1": (22, 600),
    "h2": (16, 600),
    "h3": (14, 600),
    "body": (14, 400),
    "text": (13, 400),
    "textb": (13, 600),
    "small": (12, 400),
    "smallb": (12, 600),
}
HEIGHT = {"control": 36, "chip": 28, "badge": 22, "row": 40, "status": 32, "nav": 40}
NAV_WIDE, NAV_NARROW, LIST_PANE, SIDE_PANEL = 188, 56, 284, 292

TONES = ("red", "amber", "green", "blue", "grey")

PAIRS = (  # foreground, ground, least ratio (WCAG 2.2: 4.5 for words, 3 for shapes)
    ("text", "surface", 4.5),
    ("text2", "surface", 4.5),
    ("text3", "surface", 4.5),
    ("text3", "bg", 4.5),
    ("nav_fg", "nav", 4.5),
    ("nav_mut", "nav", 4.5),
    ("nav_fg", "nav_hi", 4.5),
    ("nav_bright", "nav_hi", 4.5),
    ("on_accent", "accent", 4.5),
    ("accent_d", "surface", 4.5),
    ("accent_d", "accent_bg", 4.5),
    ("text", "accent_bg", 4.5),
    ("text2", "accent_bg", 4.5),
    ("text3", "sunken", 4.5),
    ("red", "red_bg", 4.5),
    ("amber", "amber_bg", 4.5),
    ("green", "green_bg", 4.5),
    ("blue", "blue_bg", 4.5),
    ("grey", "grey_bg", 4.5),
    ("line_ctl", "surface", 3.0),
    ("focus", "surface", 3.0),
    ("focus", "bg", 3.0),
    ("accent", "surface", 3.0),
    ("c1", "surface", 3.0),
    ("c2", "surface", 3.0),
    ("c3", "surface", 3.0),
    ("c_unknown", "surface", 3.0),
)


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio (1 to 21) of two #RRGGBB colours (WCAG 2.2, relative luminance)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
