"""The one place where the parts of the program are wired together."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from flashcards.clock import Clock, SystemClock
from flashcards.errors import LibraryDamagedError, LibraryLockedError, LibraryWriteError
from flashcards.paths import config_dir, decks_path, default_library
from flashcards.services.browsing.saved_searches import SavedSearchService
from flashcards.services.browsing.search import SearchService
from flashcards.services.browsing.service import BrowseService
from flashcards.services.editing.bulk import BulkService
from flashcards.services.editing.leeches import LeechService
from flashcards.services.editing.service import EditService
from flashcards.services.exporting.service import ExportService
from flashcards.services.importing.service import ImportService
from flashcards.services.library import LibraryService
from flashcards.services.maintenance import MaintenanceService, newest_backup_words
from flashcards.services.planning.service import PlanningService
from flashcards.services.practice.service import PracticeService
from flashcards.services.roads.first_run import FirstRunService
from flashcards.services.roads.placement import PlacementService
from flashcards.services.roads.roadmaps import RoadmapService
from flashcards.services.scheduling.backlog import BacklogService
from flashcards.services.scheduling.breaks import BreakService
from flashcards.services.scheduling.easing import EasingService
from flashcards.services.scheduling.optimizing import OptimizingService
from flashcards.services.scheduling.presets import PresetService
from flashcards.services.scheduling.recall_cost import RecallCostService
from flashcards.services.scheduling.rescheduling import ReschedulingService
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.scheduling.simulating import SimulatingService
from flashcards.services.statistics.service import StatisticsService
from flashcards.services.studying.service import StudyService
from flashcards.services.undo import UndoService
from flashcards.storage import backup, migrate
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.lock import LibraryLock
from flashcards.storage.unit_of_work import Database

TERMINAL = "a terminal command"
WINDOW = "the Flashcards window"


@dataclass(frozen=True, slots=True)
class App:
    """An open library with its services."""

    folder: LibraryFolder
    clock: Clock
    lock: LibraryLock
    database: Database
    library: LibraryService
    study: StudyService
    roadmaps: RoadmapService
    placement: PlacementService
    first_run: FirstRunService
    importing: ImportService
    exporting: ExportService
    search: SearchService
    statistics: StatisticsService
    undo: UndoService
    maintenance: MaintenanceService
    optimizing: OptimizingService
    simulating: SimulatingService
    recall_cost: RecallCostService
    easing: EasingService
    planning: PlanningService
    rescheduling: ReschedulingService
    presets: PresetService
    backlog: BacklogService
    breaks: BreakService
    browse: BrowseService
    bulk: BulkService
    editing: EditService
    leeches: LeechService
    saved_searches: SavedSearchService
    practice: PracticeService

    def close(self) -> None:
        """Close the database and give the lock back."""
        self.database.close()
        self.lock.release()


def bootstrap(
    library: Path | None = None, *, clock: Clock | None = None, holder: str = TERMINAL
) -> App:
    """Open a library, making it first where there is none.

    ``holder`` WINDOW keeps the lock until ``close``; a terminal command takes it when it writes.
    Raises the library errors of ``flashcards.errors``, with the way to the newest backup in the
    words where the library is damaged.
    """
    clock = clock or SystemClock()
    folder = LibraryFolder(library or default_library())
    lock = LibraryLock(folder.path, holder)
    try:
        read_only = _prepare(folder, lock, clock, keep=holder == WINDOW)
    except LibraryDamagedError as error:
        lock.release()
        if holder == WINDOW:
            raise  # the window offers the newest backup by a button
        raise LibraryDamagedError(f"{error} {newest_backup_words(folder)}") from error
    except BaseException:
        lock.release()
        raise
    database = Database(
        folder.database, clock=clock, device_id=_device_id(), lock=lock, read_only=read_only
    )
    schedulers = SchedulerSource()
    simulating = SimulatingService(database, schedulers)
    search = SearchService(database, schedulers)
    library_service = LibraryService(database, schedulers, folder.media)
    presets = PresetService(database, schedulers)
    app = App(
        folder=folder,
        clock=clock,
        lock=lock,
        database=database,
        library=library_service,
        study=StudyService(database, schedulers),
        roadmaps=RoadmapService(database, schedulers),
        placement=PlacementService(database, schedulers),
        first_run=FirstRunService(database, schedulers),
        importing=ImportService(database, schedulers, folder.media),
        exporting=ExportService(folder, database, schedulers),
        search=search,
        statistics=StatisticsService(database, schedulers),
        undo=UndoService(database, schedulers),
        maintenance=MaintenanceService(folder, database, schedulers),
        optimizing=OptimizingService(database, schedulers, library_service, presets),
        simulating=simulating,
        recall_cost=RecallCostService(simulating),
        easing=EasingService(database, schedulers),
        planning=PlanningService(database, schedulers, simulating),
        rescheduling=ReschedulingService(database, schedulers),
        presets=presets,
        backlog=BacklogService(database, schedulers),
        breaks=BreakService(database, schedulers),
        browse=BrowseService(database, search),
        bulk=BulkService(database, schedulers),
        editing=EditService(database, folder.media),
        leeches=LeechService(database),
        saved_searches=SavedSearchService(database),
        practice=PracticeService(database, schedulers, folder.recordings),
    )
    try:
        if not read_only:
            _bring_up_to_date(app)
    except BaseException:
        app.close()
        raise
    return app


def _prepare(folder: LibraryFolder, lock: LibraryLock, clock: Clock, *, keep: bool) -> bool:
    """Make the database ready; whether it can only be read."""
    if folder.exists and not keep and not os.access(folder.path, os.W_OK):
        migrate.require_present(folder.database)
        return True
    folder.create()
    if keep:
        lock.acquire()
    if not folder.exists and backup.backups_of(folder):
        raise LibraryDamagedError(
            f"{folder.database} is missing, although there are backups of it. "
            "To begin anew, choose another folder with --library."
        )
    if not migrate.ensure_readable(folder.database):
        with lock.held_for():
            migrate.ensure_current(
                folder.database,
                lambda: backup.make_backup(folder, clock.now_ms(), "before-migration"),
            )
    return False


def _bring_up_to_date(app: App) -> None:
    """Bring the built-in content in and rebuild what an older version cached."""
    try:
        app.library.bring_built_in(decks_path())
        app.maintenance.rebuild_if_outdated()
    except LibraryLockedError:
        # whoever holds the lock has done the same when it opened the library
        return
    except LibraryWriteError:
        # a full disk must not keep anyone from their cards; a fresh library has nothing else
        if not app.library.decks():
            raise


def _device_id() -> int:
    """This computer's id, made at its first use and kept outside the library."""
    path = config_dir() / "device.json"
    try:
        return int(json.loads(path.read_text(encoding="utf-8"))["id"])
    except (OSError, ValueError, KeyError, TypeError):
        identifier = secrets.randbits(62) | 1
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"id": identifier}), encoding="utf-8")
    except OSError:
        # a computer that can't keep its id gets another next time: the log allows for any number
        return identifier
    return identifier
