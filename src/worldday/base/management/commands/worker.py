import signal
from argparse import ArgumentParser
from threading import Event, Thread
from types import FrameType

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from worldday.base import periodic

TASKS_A_TURN = 10  # then the periodic jobs get their turn, however long the queue


class Command(BaseCommand):
    help = "Do the background tasks and the periodic jobs, in one process, until told to stop (SIGTERM or Ctrl+C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--interval", type=float, default=1.0, help="seconds between looks at an empty queue")
        parser.add_argument("--once", action="store_true", help="one turn: every waiting task and job, then stop")

    def handle(self, *, interval: float, once: bool, **_options: object) -> None:
        self.stop, self.id = Event(), get_random_string(32)
        self.running: Worker | None = None
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        jobs = periodic.all_jobs()
        if not once:
            prompt = [job for job in jobs if job.prompt]
            jobs = [job for job in jobs if not job.prompt]
            Thread(target=self._promptly, args=(prompt, interval), name="prompt jobs").start()
        try:
            self._go_on(jobs, interval, once=once)
        finally:
            self.stop.set()  # the thread beside ends with it, whatever ended this one

    def _go_on(self, jobs: list[periodic.Job], interval: float, *, once: bool) -> None:
        while not self.stop.is_set():
            close_old_connections()
            list(periodic.run_due(jobs))
            if not self._tasks():
                if once:
                    return
                self.stop.wait(interval)

    def _promptly(self, jobs: list[periodic.Job], interval: float) -> None:
        """Jobs that no task may keep waiting, in a thread and with a connection of their own."""
        while not self.stop.is_set():
            close_old_connections()
            list(periodic.run_due(jobs))
            self.stop.wait(interval)
        connections.close_all()

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """The task at hand is finished, none is begun; an operator who asks twice gets the default, an immediate end."""
        self.stop.set()
        if self.running:
            self.running.running = False
        signal.signal(number, signal.SIG_DFL)

    def _tasks(self) -> int:
        """Do a handful of waiting tasks; how many there were."""
        self.running = worker = Worker(
            queue_names=["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=TASKS_A_TURN,
            worker_id=self.id,
            excluded_queue_names=[],
        )
        worker.run()
        return int(worker._run_tasks)
