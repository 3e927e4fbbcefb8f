"""plumbline export: pictures, figures, records, citations, reports and bundles into a folder, as far as they are not there."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from terminal.cases import case_folder, tell_whose
from terminal.printing import Misuse, unknown, warn
from terminal.progress import Bar

if TYPE_CHECKING:
    from exports.browser import Renderer
    from exports.dossier import Dossier
    from exports.plan import Document, Draw, Settings, Write
    from exports.rendering import Reason
    from terminal.export_folder import Folder
    from verdicts.case import Case

STOPPED = 130
"""The exit status after Ctrl-C, as shells have it."""


def export(options: argparse.Namespace) -> int:
    """Fill a folder; 1 if anything could not be made, whatever was."""
    from exports.dossier import dossiers
    from exports.plan import DRAWN
    from service.opening import open_case
    from terminal.export_folder import Folder, Foreign, InUse

    formats, settings, address = _formats(options.format), _settings(options), _address(options.address)
    case = open_case(case_folder(options.case))
    tell_whose(options.case, case)
    warn(case.faults)
    claims = _claims(case, options.claim or (), options.topic)
    try:
        as_of = case.as_of(options.as_of)
    except ValueError as error:
        raise Misuse(str(error)) from None
    place = Path(options.out)
    if place.exists() and not place.is_dir():
        raise Misuse(f"{options.out} is a file. Give a folder, new or of an earlier export.")
    whole = not (options.claim or options.topic)
    chosen = dossiers(case, [case.argument.claim[claim] for claim in claims], as_of, address)
    try:
        run = Run(Folder(place), formats, settings, whole, _renderer() if DRAWN & {*formats} else None)
        status = run.all(chosen, _documents(chosen, options.claim or (), options.topic))
    except (InUse, Foreign) as error:
        print(f"plumbline: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"plumbline: {error.filename or options.out}: {error.strerror or error}", file=sys.stderr)
        return 1
    return 1 if case.faults else status


class Run:
    """One run of the export."""

    def __init__(
        self, folder: Folder, formats: Sequence[str], settings: Settings, whole: bool, renderer: Renderer | None
    ):
        """``renderer``: None where nothing is to be drawn."""
        self.folder, self.formats, self.settings, self.whole = folder, formats, settings, whole
        self.renderer = renderer
        self.failed: dict[str, list[str]] = {}
        """Files that were not made, or not in full, by the reason."""

    def all(self, dossiers: Sequence[Dossier], documents: Sequence[Document]) -> int:
        """Make what is not there, and say what came of it; the exit status."""
        stopped = False
        try:
            with Bar() as bar:
                self._make(dossiers, documents, bar)
        except KeyboardInterrupt:
            stopped = True
        finally:
            self.folder.close()
            if self.renderer:
                self.renderer.close()
        self._tell(stopped)
        return STOPPED if stopped else 1 if self.failed else 0

    def _make(self, dossiers: Sequence[Dossier], documents: Sequence[Document], bar: Bar) -> None:
        from exports import plan

        bar.stage("planning", None)
        writes = list(plan.texts(dossiers, self.formats))
        draws = list(plan.pictures(dossiers, self.formats, self.settings, self.whole))
        bar.stage("files", len(writes))
        self._write(writes, bar)
        if self.renderer:
            bar.stage("pictures", len(draws))
            self._draw(draws, self.renderer, bar)
        if "html" in self.formats:
            pages = list(plan.pages(dossiers, self.settings, self.whole))
            bar.stage("pages", len(pages))
            self._write(pages, bar)
        if self.renderer:
            for format, make in (("report", self._report), ("bundle", self._bundle)):
                if format in self.formats:
                    bar.stage(f"{format}s", len(documents))
                    for document in documents:
                        make(document, self.renderer, bar)

    def _ours(self, paths: Sequence[str]) -> set[str]:
        """Those of some paths that may be written; the rest are somebody's, and told as not made."""
        from exports.rendering import Reason

        foreign = self.folder.claim(paths)
        if foreign:
            said = "no export made the files that stand there. They were left as they are; move them away, and run this again."
            self._fail(Reason(said), *foreign)
        return {*paths}.difference(foreign)

    def _write(self, writes: Sequence[Write], bar: Bar) -> None:
        ours = self._ours([one.path for one in writes])
        for one in writes:
            if one.path not in ours:
                continue
            if not self.folder.keeps((one.path, one.key)):
                self.folder.put(one.path, one.key, one.make())
            bar.done(one.path)

    def _draw(self, draws: Sequence[Draw], renderer: Renderer, bar: Bar) -> None:
        from service.documents import pictures_of

        missing, ours = [], self._ours([one.path for one in draws])
        for one in draws:
            if one.path not in ours:
                continue
            if self.folder.keeps((one.path, one.key)):
                bar.done(one.path)
            else:
                missing.append(one)
        for one, content, error in pictures_of(missing, renderer):
            if error:
                self._fail(error, one.path)
            else:
                self.folder.put(one.path, one.key, content)
            bar.done(one.path)

    def _report(self, document: Document, renderer: Renderer, bar: Bar) -> None:
        """One report as HTML and PDF; where pictures are missing the page says so, and so do we."""
        from exports import plan
        from exports.rendering import NoBrowser, RenderFailed
        from exports.report import report_pdf
        from service.documents import report, report_key

        page, paper = (plan.report_path(document, format) for format in ("html", "pdf"))
        if len(self._ours([page, paper])) < 2:
            return
        key, no_browser = report_key(document, renderer), renderer.why_not()
        if no_browser:
            if not self.folder.keeps((page, key)):
                self.folder.put(page, key, report(document, renderer).html.encode())
            self._fail(no_browser, f"{page} (made, with the last figures in place of pictures)", paper)
        elif not self.folder.keeps((page, key), (paper, key)):
            made = report(document, renderer)
            if made.why_not:
                self._fail(made.why_not, f"{page} (made, with the last figures in place of some pictures)")
                key = ""
            self.folder.put(page, key, made.html.encode())
            try:
                content = report_pdf(document.dossiers, document.scope, made.html, renderer)
                self.folder.put(paper, key, content)
            except (NoBrowser, RenderFailed) as lost:
                self._fail(lost.reason, paper)
        bar.done(page)

    def _bundle(self, document: Document, renderer: Renderer, bar: Bar) -> None:
        """One bundle; without a browser it holds no pictures, and we say so."""
        from exports import plan
        from service.documents import bundle, bundle_key

        path, key, no_browser = plan.bundle_path(document), bundle_key(document, renderer), renderer.why_not()
        if not self._ours([path]):
            return
        if not self.folder.keeps((path, key)):
            made = bundle(document, renderer)
            self.folder.put(path, "" if made.missing else key, made.content)
            for name, error in made.missing.items():
                self._fail(error, f"{name} in {path}")
        if no_browser:
            self._fail(no_browser, f"{path} (made, without pictures)")
        bar.done(path)

    def _fail(self, reason: Reason, *paths: str) -> None:
        self.failed.setdefault(reason.detail, []).extend(paths)

    def _tell(self, stopped: bool) -> None:
        folder = self.folder
        kept = f", {folder.kept:,} were there already and kept" if folder.kept else ""
        size = f"{folder.bytes / 1e6:,.1f} MB"
        print(f"{folder.made:,} file{'' if folder.made == 1 else 's'} made in {folder.place} ({size}){kept}.")
        for reason, paths in self.failed.items():
            print("\n  ".join([f"plumbline: not made: {reason}", *paths]), file=sys.stderr)
        if stopped:
            print("plumbline: stopped. The same command makes the rest.", file=sys.stderr)


def _renderer() -> Renderer:
    from exports.browser import Renderer

    # What is wrong with the browser is said at the end, with the files it cost.
    logging.getLogger("plumbline.exports").setLevel(logging.ERROR)
    return Renderer()


def _formats(given: Sequence[str] | None) -> list[str]:
    from exports.plan import FORMATS

    found = [name.strip() for part in given or ["png"] for name in part.split(",")]
    for name in found:
        if name not in FORMATS:
            raise Misuse(f"there is no format {name!r}. There are: {', '.join(FORMATS)}.")
    return list(dict.fromkeys(found))


def _settings(options: argparse.Namespace) -> Settings:
    from exports.pictures import SIZES
    from exports.plan import Settings

    if options.size not in SIZES:
        raise Misuse(f"there is no size {options.size!r}. There are: {', '.join(SIZES)}.")
    if options.mode not in ("light", "dark"):
        raise Misuse(f"there is no mode {options.mode!r}. There are: light, dark.")
    if options.scale not in (1, 2, 3, 4):
        raise Misuse(f"{options.scale} is not a scale. Give 1, 2, 3 or 4.")
    return Settings(options.size, options.scale, options.mode)


def _address(given: str) -> str:
    if given and not given.startswith(("https://", "http://")):
        raise Misuse(f"{given!r} is no address. It begins with https://, such as https://example.org/plumbline.")
    return given.rstrip("/")


def _claims(case: Case, claims: Sequence[str], topic: str | None) -> list[str]:
    """The claims asked for, each once, in the order of the table."""
    argument = case.argument
    if topic and topic not in argument.topic:
        raise Misuse(unknown("topic", topic, argument.topic))
    for claim in claims:
        if claim not in argument.claim:
            raise Misuse(unknown("claim", claim, argument.claim))
        if topic and argument.claim[claim].topic != topic:
            raise Misuse(f"the claim {claim} belongs to the topic {argument.claim[claim].topic}.")
    found = [c.id for c in argument.claims.rows if (not claims or c.id in claims) and topic in (None, c.topic)]
    if not found:
        raise Misuse(f"the topic {topic} has no claims." if topic else "there are no claims.")
    return found


def _documents(dossiers: Sequence[Dossier], claims: Sequence[str], topic: str | None) -> list[Document]:
    """What has covers of its own: each claim that was named, or else the topic, or else the argument."""
    from exports.plan import Document

    if claims:
        return [Document("claim", one.claim.id, (one,)) for one in dossiers]
    return [
        Document("topic", f"topic-{topic}", tuple(dossiers))
        if topic
        else Document("argument", "argument", tuple(dossiers))
    ]
