"""A progress bar for commands that work in stages."""

from __future__ import annotations


class Bar:
    """A progress bar on standard error, one stage after the other, for as long as the ``with`` lasts."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

        columns = (
            TextColumn("{task.fields[stage]:<9}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}"),
        )
        self._progress = Progress(*columns, console=Console(stderr=True))
        self._task: TaskID | None = None
        self._of = 0

    def __enter__(self) -> Bar:
        self._progress.__enter__()
        return self

    def stage(self, name: str, total: int | None) -> None:
        """Begin a stage; one with nothing to do is not shown."""
        if self._task is not None:
            self._progress.update(self._task, description="done", total=self._of or 1, completed=self._of or 1)
        self._of = total or 0
        self._task = None if total == 0 else self._progress.add_task("", stage=name, total=total)

    def done(self, path: str) -> None:
        if self._task is not None:
            self._progress.update(self._task, advance=1, description=path.rpartition("/")[2])

    def __exit__(self, *reason: object) -> None:
        if self._task is not None and reason[0] is None:
            self._progress.update(self._task, description="done")
        self._progress.__exit__(*reason)  # type: ignore[arg-type]
