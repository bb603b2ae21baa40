"""How a history travels: sticks that are late, lost, repeated and cut short, files that leave and come back, disks that are put back, clocks."""

from __future__ import annotations

import cbor2

from caseworker_desktop.store.body import body_id
from tests.properties.device import STICKS, Device, Step, Story, as_stub, without
from tests.properties.rules import CONTROL, State, sign
from tests.properties.vocabulary import CLOCKS, KEY, PEOPLE, TEN_YEARS, some


def carry(story: Story, device: Device, step: Step) -> None:
    """A stick: all, a half, or only the newest of what one knows reaches another at once."""
    other = story.devices[step[2] % len(story.devices)]
    story.learn(other, _some(device, step))


def _some(device: Device, step: Step) -> list[bytes]:
    """Return what goes on a stick; the office keeps back the words of what it has set aside."""
    bodies = list(device.known)
    if not device.name:
        view = device.view()
        bodies = [as_stub(body) if view.sets_aside(body_id(body)) else body for body in bodies]
    if step[3] % 4 == 2:
        return [one for n, one in enumerate(bodies) if (n + step[4]) % 2]
    return bodies[-1 - step[4] % 5 :] if step[3] % 4 == 3 else bodies


def pack(story: Story, device: Device, step: Step) -> None:
    """A bundle is written; it may arrive late, after newer ones, twice, at another's, or never."""
    story.sticks.append(tuple(_some(device, step)))
    del story.sticks[:-STICKS]


def deliver(story: Story, device: Device, step: Step) -> None:
    """Some bundle that is on its way arrives; it may stay on the stick, cut bundles bring nothing."""
    if not story.sticks:
        return
    at = step[2] % len(story.sticks)
    if step[3] % 8 < 7:
        story.learn(device, story.sticks[at])
    if step[3] % 2:
        del story.sticks[at]


def meet(story: Story, device: Device, step: Step) -> None:
    """Everybody learns everything."""
    for one in story.devices:
        story.learn(one, list(story.bodies))


def hand_over(story: Story, device: Device, step: Step) -> None:
    """Another device gets one person's whole history, and of everybody else no more than stubs; the giver may lose the file."""
    other, person = story.devices[step[2] % len(story.devices)], PEOPLE[step[3] % len(PEOPLE)]
    away = frozenset(op.record for op in device.view().ops.values() if op.subject not in (person, None))
    story.learn(other, [without(body, away) for body in device.known])
    if step[4] % 2 and other is not device and device.name:
        story.strip(device, _of(device.view(), person))


def leave(story: Story, device: Device, step: Step) -> None:
    """A file goes out of a laptop's scope; a later bundle fills its stubs again."""
    if device.name:
        story.strip(device, _of(device.view(), PEOPLE[step[3] % len(PEOPLE)]))


def _of(view: State, person: bytes) -> list[bytes]:
    return sorted({op.record for op in view.ops.values() if op.subject == person and op.kind not in CONTROL})


def fork(story: Story, device: Device, step: Step) -> None:
    """A disk is put back as it was some operations ago, without a new epoch: what follows is a fork."""
    mine = [body for body in device.known if cbor2.loads(body)[1] == device.stream]
    for body in mine[len(mine) - 1 - step[2] % 3 :]:
        del device.known[body]
        device.seq = max(device.seq - 1, 0)
    story.anew(device)


def back_up(story: Story, device: Device, step: Step) -> None:
    """A backup is made; the office names, once, the key that a restored office will claim its new stream with."""
    if not device.name and device.backup is None:
        story.emit(device, "roster", some("roster", "key", len(story.bodies)), None, {f"key/{KEY.hex()}": [True]})
    story.back_up(device)


def restore(story: Story, device: Device, step: Step) -> None:
    """A backup comes back, of a laptop or of the office, perhaps the same one as last time; the office claims its new stream."""
    if device.backup is None:  # of whomever there is one
        device = next((one for one in story.devices if one.backup is not None), device)
    if story.restore(device) and not device.name:
        story.emit(device, "roster", some("roster", "claim", len(story.bodies)), None, {"claim": [sign(KEY, device.stream)]})


def clock(story: Story, device: Device, step: Step) -> None:
    """A clock goes astray: the counter by far, or the wall clock by ten years in either direction."""
    if step[3] % 2:
        device.wrong = (-TEN_YEARS, 0, TEN_YEARS)[step[2] % 3]
    else:
        device.clock = CLOCKS[step[2] % 4] - 1


def upgrade(story: Story, device: Device, step: Step) -> None:
    """A device gets a newer program, which knows more."""
    device.newer = True
