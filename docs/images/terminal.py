#!/usr/bin/python3
"""Draws what a terminal shows, with its colours, as an SVG: ./terminal.py TITLE FILE.svg < recording"""
import io
import re
import sys

from rich.console import Console
from rich.text import Text

title, file = sys.argv[1:]
lines = sys.stdin.read().rstrip("\n").split("\n")
# The same recording makes the same file: without this its identifiers would be drawn anew.
width = max(len(Text.from_ansi(line).plain) for line in lines) + 1
console = Console(record=True, width=max(width, 60), file=io.StringIO(), force_terminal=True, color_system="truecolor")
for line in lines:
    console.print(Text.from_ansi(line), no_wrap=True, overflow="ignore", highlight=False)
svg = console.export_svg(title=title, unique_id="terminal")
# A page must not fetch fonts from elsewhere.
svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace("Fira Code", "ui-monospace")
open(file, "w").write(svg)
