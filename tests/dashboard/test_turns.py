"""Runs take turns: a few at once, the next when one is done or only waits."""

from threading import Barrier, Event, Thread

import pytest

from dashboard.turns import AT_ONCE, aside, turn

PATIENCE = 30  # seconds


def at_work(count, body):
    """Threads that have all reached the inside of a turn, and the event that ends them."""
    inside, done = Barrier(count + 1), Event()

    def run():
        with turn():
            body(inside, done)

    threads = [Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    inside.wait(PATIENCE)
    return threads, done


def works(inside, done):
    inside.wait(PATIENCE)
    done.wait(PATIENCE)


def waits(inside, done):
    with aside():
        inside.wait(PATIENCE)
        done.wait(PATIENCE)


def one_more():
    """A thread that asks for a turn, and the event that says it has had it."""
    had = Event()

    def run():
        with turn():
            had.set()

    thread = Thread(target=run)
    thread.start()
    return thread, had


def test_one_more_waits_until_another_is_done():
    threads, done = at_work(AT_ONCE, works)
    thread, had = one_more()
    assert not had.wait(0.2)
    done.set()
    assert had.wait(PATIENCE)
    for each in [*threads, thread]:
        each.join(PATIENCE)


def test_who_only_waits_lets_the_next_one_work():
    threads, done = at_work(AT_ONCE, waits)
    thread, had = one_more()
    assert had.wait(PATIENCE)
    done.set()
    for each in [*threads, thread]:
        each.join(PATIENCE)


def test_a_run_that_fails_gives_its_turn_back():
    for _ in range(AT_ONCE + 1):
        with pytest.raises(ValueError, match="broken"), turn(), aside():
            raise ValueError("broken")
    thread, had = one_more()
    assert had.wait(PATIENCE)
    thread.join(PATIENCE)


def test_waiting_without_a_turn_gives_none_away():
    with aside():
        threads, done = at_work(AT_ONCE, works)
        thread, had = one_more()
        assert not had.wait(0.2)
        done.set()
    for each in [*threads, thread]:
        each.join(PATIENCE)


def test_two_that_hang_do_not_hold_up_everybody():
    threads, done = at_work(AT_ONCE, works)
    with turn(patience=0.1):
        pass
    done.set()
    for each in threads:
        each.join(PATIENCE)
    thread, had = one_more()
    assert had.wait(PATIENCE)
    thread.join(PATIENCE)
