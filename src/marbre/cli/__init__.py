"""The command line: argument, call, echo. Each command's module is imported only when it is called.

stdout is for results, stderr for talk. Exit codes are those of `marbre.errors.ExitCode`, 130 after Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from marbre import __version__
from marbre.errors import ExitCode, MarbreError, WorkRefused

#: Every command: the module that holds it (as `<name>_command`) and what `--help` says of it.
COMMANDS = {
    "build": ("building", "Make the PDFs of editions, for the printer and for the web."),
    "preflight": ("preflighting", "Say whether PDF files are fit for print; if not, what is wrong, where, and who mends it."),
    "lint": ("linting", "Read finished pages as a typographer does: widows, hyphens, rivers, holes, spaces."),
    "personalise": ("personalising", "Make a guide for one stay: lodgings by distance, what lies around, what happens."),
    "plan": ("building", "Draw the flat plan (chemin de fer) of an edition."),
    "status": ("building", "Say which editions are out of date, and because of which offers."),
    "import": ("importing", "Read offers into the store, or a layer of the territory."),
    "offers": ("offers", "Look at the offers in the store: list, show, filter."),
    "translations": ("translating", "Say which texts are translated, and whether their French has changed since."),
    "observe": ("observing", "Count the offer: beds, tables, labels, what is missing, how old it is."),
    "specimen": ("specimen", "Show every component in every state, and say which look otherwise than accepted."),
    "illustrate": ("illustrating", "Draw the scenes that stand where there is no photograph."),
    "map": ("mapping", "Draw maps of the territory: whole, a sector, a detail, where a commune lies."),
    "pack": ("packing", "Make the zip that providers are given, or check one."),
    "impose": ("imposing", "Put pages on sheets for the office's printer: booklets, proofs."),
    "ticket": ("ticketing", "Write the job ticket that a printer is asked for a quote with."),
    "explain": ("explaining", "Explain a field of a file, or a finding of the report."),
    "new": ("starting", "Begin something new: an edition."),
    "test": ("testing", "Run the project's checks: style, types, tests."),
}
INTERRUPTED = 130
_NO_ROOM = {errno.ENOSPC: "no room left on the disk", errno.EDQUOT: "no room left in the disk quota"}
_REFUSED = {errno.EACCES: "not allowed", errno.EPERM: "not allowed", errno.EROFS: "the disk is read-only"}


class _Commands(click.Group):
    """Knows its commands by name and one line; loads one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = import_module(f"marbre.cli.{COMMANDS[name][0]}")
        command = getattr(module, f"{name}_command")
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean `{near[0]}`?" if near else f"one of: {', '.join(COMMANDS)}"
            raise MarbreError(f"there is no command `{args[0]}`", hint)
        return super().resolve_command(ctx, args)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def marbre() -> None:
    """Make printed guides from structured tourism offers.

    \b
    Example:
      marbre build guide-decouverte
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and give its exit code: the only place where an error becomes one."""
    try:
        given = None if arguments is None else list(arguments)
        code = marbre.main(args=given, prog_name="marbre", standalone_mode=False)
        return int(code) if isinstance(code, int) else int(ExitCode.FINE)
    except MarbreError as error:
        return _tell(error)
    except click.ClickException as error:
        return _tell(MarbreError(_lower(error.format_message()), _usage(error)))
    except (KeyboardInterrupt, click.Abort):
        click.echo("interrupted", err=True)
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.FINE)
    except OSError as error:
        reason = (_NO_ROOM | _REFUSED).get(error.errno or 0)
        if reason is None:
            return _our_bug()
        hint = (
            "make room and try again"
            if error.errno in _NO_ROOM
            else "look at the rights of this file or folder"
        )
        return _tell(WorkRefused(f"{error.filename or 'the disk'}: {reason}", hint))
    except Exception:
        return _our_bug()


def _tell(error: MarbreError) -> int:
    mistakes = getattr(error, "mistakes", ())
    if mistakes:
        click.echo("\n".join(mistakes), err=True)
        number = len(mistakes)
        click.echo(f"error: {number} mistake{'s' if number > 1 else ''} to mend", err=True)
    else:
        click.echo(f"error: {error.message}", err=True)
    if error.hint:
        click.echo(f"hint: {error.hint}", err=True)
    return int(error.exit_code)


def _our_bug() -> int:
    import traceback

    traceback.print_exc()
    click.echo("this is a fault of marbre: please report it with the lines above", err=True)
    return int(ExitCode.OUR_BUG)


def _lower(message: str) -> str:
    return (message[:1].lower() + message[1:]).rstrip(".")


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f"see `{context.command_path} --help`" if context else ""
