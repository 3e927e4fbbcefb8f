"""The terminal: serve, verdicts, argument, export, series, validate, new, schema, indicators, sources, refresh, import, ledger and snapshot; the rooms are those of the pages.

Results go to standard output, messages to standard error. Exit status: 0 done, 1 something is wrong with tables or
files, or something could not be made (and has been listed), 2 the command was not understood, 130 stopped by Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from loaders.errors import StoreError, UnknownSetting
from loaders.logs import setup
from loaders.version import VERSION
from service import collector
from terminal import argument, data, export, judging, new, newer, series, serve, validate
from terminal.executors import HELP
from terminal.printing import Misuse
from verdicts.article import NoArticle


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    collector.walk_seldom()
    try:
        setup()
        status = options.run(options)
        if sys.stdout:
            sys.stdout.flush()
        return status
    except (Misuse, UnknownSetting) as error:
        print(f"plumbline: {error}", file=sys.stderr)
        return 2
    except (StoreError, NoArticle) as error:
        print(f"plumbline: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of a pipe (head, less) has seen enough; closing standard output here keeps Python quiet about it.
        sys.stdout = None
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="plumbline", description="Hold an argument against data.")
    parser.add_argument("--version", action="version", version=f"plumbline {VERSION}")
    commands = parser.add_subparsers(required=True, metavar="command")

    show = commands.add_parser("serve", help="the dashboard for browsers, until Ctrl-C")
    show.add_argument("--port", metavar="N", help="where to listen (default 8501)")
    show.add_argument(
        "--host",
        metavar="ADDRESS",
        help="who is answered: this machine only (127.0.0.1, the default), or all (0.0.0.0, or ::)",
    )
    show.add_argument("--case", metavar="DIR", help="the case that is served: a folder with case.toml and its tables")
    show.add_argument("--open", action="store_true", help="open a browser on it")
    show.set_defaults(run=serve.serve)

    judge = commands.add_parser("verdicts", help="the verdict on each claim, with its findings")
    judge.add_argument("--as-of", default="latest", help="article, latest (default) or a day YYYY-MM-DD")
    judge.add_argument("--topic", help="only the claims of a topic")
    judge.add_argument("--claim", help="only this claim")
    judge.add_argument("--format", choices=("table", "json", "csv"), default="table")
    judge.add_argument("--robustness", action="store_true", help="under all declared choices too")
    judge.add_argument(
        "--case",
        action="append",
        metavar="DIR",
        help="a case of your own: a folder with case.toml, topics, claims and evidence; may be given several times",
    )
    # Its name until November 2026.
    judge.add_argument("--tables", dest="case", action="append", default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    judge.add_argument("--executor", default="processes", metavar="WHO", help=f"who does the work: {HELP}")
    judge.set_defaults(run=judging.verdicts)

    argue = commands.add_parser(
        "argument", help="claims and conclusions for programs of argument; or Argdown as rows of our tables"
    )
    argue.add_argument("--format", choices=("argdown", "aif"), help="argdown (default), or aif (AIFdb's JSON)")
    argue.add_argument("--as-of", default="latest", help="article, latest (default) or a day YYYY-MM-DD")
    argue.add_argument(
        "--from",
        dest="source",
        metavar="FILE",
        help="print the rows of conclusions.csv and argument.csv of this Argdown",
    )
    argue.add_argument("--table", choices=("conclusions", "argument"), help="of --from: only this table, as CSV")
    _add_case(argue)
    argue.set_defaults(run=argument.argument)

    files = commands.add_parser(
        "export", help="pictures, figures, reports and bundles into a folder; resumes where it was stopped"
    )
    _add_case(files)
    files.add_argument("--out", required=True, metavar="DIR", help="where to, a new folder or one of an earlier export")
    files.add_argument("--claim", action="append", metavar="ID", help="only this claim; may be given several times")
    files.add_argument("--topic", metavar="T", help="only the claims of a topic")
    files.add_argument(
        "--format",
        action="append",
        metavar="F[,F]",
        help="png (default), svg, edit.svg, pdf, html, csv, xlsx, json, parquet, cite, review, report, bundle",
    )
    files.add_argument("--size", default="slide", help="of pictures: slide (default), social or square")
    files.add_argument("--scale", type=int, default=1, metavar="N", help="of PNG: 1 (default) to 4 times the pixels")
    files.add_argument("--mode", default="light", help="light (default) or dark")
    files.add_argument("--as-of", default="latest", help="article, latest (default) or a day YYYY-MM-DD")
    files.add_argument("--address", default="", metavar="URL", help="where the dashboard is to be found, for links")
    files.set_defaults(run=export.export)

    measure = commands.add_parser("series", help="one measured series: date,value")
    measure.add_argument("indicator")
    _add_case(measure)
    measure.add_argument(
        "--entity", default="WLD", help="a code or a group, such as USA, EU or NATO@2024 (default WLD)"
    )
    measure.add_argument("--counterpart", default="", help="the other side of a flow")
    measure.add_argument("--measure", default="level", help="level (default), share, ratio, gap, rank ...")
    measure.add_argument("--versus-indicator", default="", help="what to compare with, where it is another indicator")
    measure.add_argument("--versus-entity", default="", help="what to compare with, where it is another entity")
    measure.add_argument(
        "--versus-counterpart", default="", help="what to compare with, where it is another counterpart"
    )
    measure.add_argument("--smoothing", type=int, default=1, metavar="N", help="trailing mean over N periods")
    measure.add_argument(
        "--from",
        dest="first",
        metavar="Y",
        help="a year or a day. A group's sum, mean or median counts the same members throughout, those that have figures from "
        "then on: with another start they are others, and the values of all years may change",
    )
    measure.add_argument("--to", dest="last", metavar="Y", help="a year or a day")
    measure.add_argument("--as-of", default="latest", help="article, latest (default) or a day YYYY-MM-DD")
    measure.add_argument("--format", choices=("csv", "json"), default="csv")
    measure.set_defaults(run=series.series)

    check = commands.add_parser("validate", help="check the tables of a folder and list every fault")
    check.add_argument(
        "folder", nargs="?", metavar="DIR", help="holds case.toml, topics.csv, claims.csv and evidence.csv"
    )
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=validate.validate)

    begin = commands.add_parser("new", help="write a small case that runs into a folder, to begin one of your own with")
    begin.add_argument("folder", metavar="DIR", help="a new folder, or an empty one")
    begin.set_defaults(run=new.new)

    describe = commands.add_parser("schema", help="what may stand in the tables, for editors and other programs")
    describe.add_argument("table", nargs="?", metavar="TABLE", help="claims, evidence, values ... (default: all)")
    describe.add_argument(
        "--form", choices=("table", "json"), default="table", help="Table Schema (default) or JSON Schema"
    )
    describe.add_argument("--out", metavar="DIR", help="write the schemas of all tables in both forms into a folder")
    describe.set_defaults(run=new.schema)

    listed = commands.add_parser("indicators", help="what a claim can be tested with, as a page of Markdown")
    _add_case(listed)
    listed.set_defaults(run=data.indicators)

    origins = commands.add_parser("sources", help="where the figures come from, and how fresh they are")
    origins.add_argument("--format", choices=("table", "json"), default="table")
    origins.set_defaults(run=data.sources)

    refresh = commands.add_parser("refresh", help="ask the public sources for newer figures, and say what moved")
    refresh.add_argument("--source", action="append", metavar="S", help="only this one; may be given several times")
    refresh.add_argument("--dry-run", action="store_true", help="ask and compare, but keep nothing")
    refresh.set_defaults(run=newer.refresh)

    take = commands.add_parser("import", help="keep the figures of files you downloaded, known by their content")
    take.add_argument("file", nargs="+", metavar="FILE")
    take.set_defaults(run=newer.take)

    ledger = commands.add_parser("ledger", help="what newer figures have moved so far: figures, revisions, verdicts")
    ledger.add_argument("--last", type=int, metavar="N", help="only the last N entries")
    ledger.add_argument("--format", choices=("text", "json"), default="text")
    ledger.set_defaults(run=newer.ledger)

    snapshot = commands.add_parser("snapshot", help="the bundled figures").add_subparsers(
        required=True, metavar="action"
    )
    build = snapshot.add_parser("build", help="make the bundled figures again from the publishers' files")
    build.add_argument(
        "--from", dest="source", required=True, metavar="DIR", help="the folder with the publishers' files"
    )
    build.add_argument("--to", dest="target", metavar="DIR", help="where to write (default: data/ of the project)")
    build.set_defaults(run=data.build_snapshot)
    return parser


def _add_case(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--case", metavar="DIR", help="a case of your own: a folder with case.toml, topics, claims and evidence"
    )


if __name__ == "__main__":
    sys.exit(main())
