"""plumbline export: pictures, figures, records, citations, reports and bundles into a folder, as far as they are not there."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from terminal.printing import Misuse, unknown, warn
from terminal.progress import Bar

if TYPE_CHECKING:
    from exports.dossier import Dossier
    from exports.plan import Draw, Volume, Write
    from terminal.keeping import Folder
    from verdicts.project import Project

STOPPED = 130
"""The exit status after Ctrl-C, as shells have it."""


def export(options: argparse.Namespace) -> int:
    """Fill a folder; 1 if anything could not be made, whatever was."""
    from exports.dossier import dossiers
    from terminal.keeping import Folder, InUse
    from verdicts.clock import parse_as_of
    from verdicts.project import open_project

    formats, settings, address = _formats(options.format), _settings(options), _address(options.address)
    project = open_project()
    warn(project.faults)
    claims = _claims(project, options.claim or (), options.topic)
    try:
        as_of = parse_as_of(options.as_of, project.observations)
    except ValueError as error:
        raise Misuse(str(error)) from None
    place = Path(options.out)
    if place.exists() and not place.is_dir():
        raise Misuse(f"{options.out} is a file. Give a folder, new or of an earlier export.")
    whole = not (options.claim or options.topic)
    chosen = dossiers(project, [project.argument.claim[claim] for claim in claims], as_of, address)
    try:
        run = Run(Folder(place), formats, settings, whole)
        status = run.all(chosen, _volumes(chosen, options.claim or (), options.topic))
    except InUse as error:
        print(f"plumbline: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"plumbline: {error.filename or options.out}: {error.strerror or error}", file=sys.stderr)
        return 1
    return 1 if project.faults else status


class Run:
    """One run of the export."""

    def __init__(self, folder: Folder, formats: Sequence[str], settings, whole: bool):
        from exports.plan import PICTURES

        self.folder, self.formats, self.settings, self.whole = folder, formats, settings, whole
        self.failed: dict[str, list[str]] = {}
        """Files that were not made, or not in full, by the reason."""
        self.why_not = ""
        self.draws = bool({*PICTURES, "report", "bundle"} & {*formats})
        """Whether a browser is needed at all."""

    def all(self, dossiers: Sequence[Dossier], volumes: Sequence[Volume]) -> int:
        """Make what is not there, and say what came of it; the exit status."""
        stopped = False
        try:
            if self.draws:
                from exports.browser import RENDERER

                self.why_not = RENDERER.why_not()
            with Bar() as bar:
                self._make(dossiers, volumes, bar)
        except KeyboardInterrupt:
            stopped = True
        finally:
            self.folder.close()
            if self.draws:
                RENDERER.close()
        self._tell(stopped)
        return STOPPED if stopped else 1 if self.failed else 0

    def _make(self, dossiers: Sequence[Dossier], volumes: Sequence[Volume], bar: Bar) -> None:
        from exports import plan

        bar.stage("planning", None)
        writes = list(plan.texts(dossiers, self.formats))
        draws = list(plan.pictures(dossiers, self.formats, self.settings, self.whole))
        pages = plan.pages(dossiers, self.settings, self.whole) if "html" in self.formats else ()
        bar.stage("files", len(writes))
        self._write(writes, bar)
        bar.stage("pictures", len(draws))
        self._draw(draws, bar)
        if "html" in self.formats:
            pages = list(pages)
            bar.stage("pages", len(pages))
            self._write(pages, bar)
        if "report" in self.formats:
            bar.stage("reports", len(volumes))
            for volume in volumes:
                self._report(volume, bar)
        if "bundle" in self.formats:
            bar.stage("bundles", len(volumes))
            for volume in volumes:
                self._bundle(volume, bar)

    def _write(self, writes: Sequence[Write], bar: Bar) -> None:
        for one in writes:
            if not self.folder.keeps((one.path, one.key)):
                self.folder.put(one.path, one.key, one.make())
            bar.done(one.path)

    def _draw(self, draws: Sequence[Draw], bar: Bar) -> None:
        missing = []
        for one in draws:
            if self.folder.keeps((one.path, one.key)):
                bar.done(one.path)
            else:
                missing.append(one)
        for one, content, error in self._drawn(missing):
            if error:
                self._fail(error, one.path)
            else:
                self.folder.put(one.path, one.key, content)
            bar.done(one.path)

    def _drawn(self, draws: Sequence[Draw]) -> Iterator[tuple[Draw, bytes, str]]:
        """Each picture as it comes from the browser, several at once; without one, why there is none."""
        from exports.browser import RENDERER, Job, NoBrowser

        left = {one.path: one for one in draws}
        if not left:
            return
        error = self.why_not
        if not error:
            jobs = (Job(one.path, one.figure, one.format, one.scale) for one in draws)  # type: ignore[arg-type]
            try:
                for made in RENDERER.pictures(jobs):
                    yield left.pop(made.job.name), made.data, made.error
            except NoBrowser as lost:
                error = self.why_not = str(lost)
        for one in left.values():
            yield one, b"", error or "The browser gave no answer."

    def _report(self, volume: Volume, bar: Bar) -> None:
        """One report as HTML and PDF; where pictures are missing the page says so, and so do we."""
        from exports import plan
        from exports.browser import RENDERER, NoBrowser, RenderFailed
        from exports.report import report_html, report_pdf
        from exports.report_pictures import drawn, frames

        figures = frames(volume.dossiers, volume.scope)
        bare = report_html(volume.dossiers, volume.scope, {})
        page, paper = (plan.report_path(volume, format) for format in ("html", "pdf"))
        key = plan.key("report", bare, figures, bool(self.why_not))
        if self.why_not:
            if not self.folder.keeps((page, key)):
                self.folder.put(page, key, bare.encode())
            self._fail(self.why_not, f"{page} (made, with the last figures in place of pictures)", paper)
        elif not self.folder.keeps((page, key), (paper, key)):
            svg, error = drawn(volume.dossiers, volume.scope, RENDERER)
            if error:
                self._fail(error, f"{page} (made, with the last figures in place of some pictures)")
            html = report_html(volume.dossiers, volume.scope, svg)
            self.folder.put(page, "" if error else key, html.encode())
            try:
                self.folder.put(paper, "" if error else key, report_pdf(html, RENDERER))
            except (NoBrowser, RenderFailed) as lost:
                self._fail(str(lost), paper)
        bar.done(page)

    def _bundle(self, volume: Volume, bar: Bar) -> None:
        """One bundle; without a browser it holds no pictures, and we say so."""
        from exports import plan
        from exports.about import version
        from exports.bundle import SUMS, archive, contents

        path = plan.bundle_path(volume)
        draws = plan.bundled_pictures(volume)
        sums = contents(volume.dossiers, {}, version())[SUMS].decode()
        key = plan.key("bundle", sums, [one.key for one in draws], bool(self.why_not))
        if not self.folder.keeps((path, key)):
            pictures, error = ({}, "") if self.why_not else self._together(draws, path)
            self.folder.put(path, "" if error else key, archive(contents(volume.dossiers, pictures, version())))
        if self.why_not:
            self._fail(self.why_not, f"{path} (made, without pictures)")
        bar.done(path)

    def _together(self, draws: Sequence[Draw], path: str) -> tuple[dict[str, bytes], str]:
        """The pictures of one file, and the last reason why one of them is missing; empty if none is."""
        found, reason = {}, ""
        for one, content, error in self._drawn(draws):
            if error:
                reason = error
                self._fail(error, f"{one.path} in {path}")
            else:
                found[one.path] = content
        return found, reason

    def _fail(self, reason: str, *paths: str) -> None:
        self.failed.setdefault(reason, []).extend(paths)

    def _tell(self, stopped: bool) -> None:
        folder = self.folder
        kept = f", {folder.kept:,} were there already and kept" if folder.kept else ""
        size = f"{folder.bytes / 1e6:,.1f} MB"
        print(f"{folder.made:,} file{'' if folder.made == 1 else 's'} made in {folder.place} ({size}){kept}.")
        for reason, paths in self.failed.items():
            print("\n  ".join([f"plumbline: not made: {reason}", *paths]), file=sys.stderr)
        if stopped:
            print("plumbline: stopped. The same command makes the rest.", file=sys.stderr)


def _formats(given: Sequence[str] | None) -> list[str]:
    from exports.plan import FORMATS

    found = [name.strip() for part in given or ["png"] for name in part.split(",")]
    for name in found:
        if name not in FORMATS:
            raise Misuse(f"there is no format {name!r}. There are: {', '.join(FORMATS)}.")
    return list(dict.fromkeys(found))


def _settings(options: argparse.Namespace):
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


def _claims(project: Project, claims: Sequence[str], topic: str | None) -> list[str]:
    """The claims asked for, each once, in the order of the table."""
    argument = project.argument
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


def _volumes(dossiers: Sequence[Dossier], claims: Sequence[str], topic: str | None) -> list[Volume]:
    """What has covers of its own: each claim that was named, or else the topic, or else the argument."""
    from exports.plan import Volume

    if claims:
        return [Volume("claim", one.claim.id, (one,)) for one in dossiers]
    return [
        Volume("topic", f"topic-{topic}", tuple(dossiers)) if topic else Volume("argument", "argument", tuple(dossiers))
    ]
