"""One language for a command: help, screens, errors and click's own words, with ``--lang`` before or after the command's name."""

import copy
import os
import sys
from collections.abc import Sequence
from gettext import gettext as _
from itertools import pairwise
from typing import Any, TypeVar

import click

from pipeline.system.language import LANGUAGES, spoken

_C = TypeVar("_C", bound=click.Command)


class BilingualGroup(click.Group):
    """A group whose help texts are written in Vietnamese and looked up when they are shown."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        words = list(sys.argv[1:] if args is None else args)
        lang = asked_for(words)
        with spoken(lang):
            # each command's own --lang is the one that was asked for, wherever it was asked for
            return super(BilingualGroup, _translated(self)).main(
                words, *more, default_map={name: {"lang": lang} for name in self.commands}, **extra
            )

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        return command and _translated(command)


def asked_for(words: list[str]) -> str:
    """The language of a command line, before click takes it apart: help and errors need it. What is no language is click's to refuse."""
    given = [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    given += [after for word, after in pairwise(words) if word == "--lang"]
    return next((lang for lang in (*given, os.environ.get("HOPTAC_LANG")) if lang in LANGUAGES), LANGUAGES[0])


def _translated(command: _C) -> _C:
    """The command with its help, and what stands for a value in it, in the language that is spoken."""
    made = copy.copy(command)
    made.help = made.help and _(made.help)
    made.options_metavar = _(made.options_metavar or "")
    if isinstance(made, click.Group):
        made.subcommand_metavar = _(made.subcommand_metavar)
    made.params = [_translated_parameter(parameter) for parameter in made.params]
    return made


def _translated_parameter(parameter: click.Parameter) -> click.Parameter:
    made = copy.copy(parameter)
    if isinstance(made, click.Argument):
        named = _(made.metavar or made.human_readable_name)
        made.metavar = named if made.required else f"[{named}]"
    elif isinstance(made, click.Option):
        made.help = made.help and _(made.help)
        if not isinstance(made.type, click.Choice):
            made.metavar = _(made.type.name.upper())
    return made
