"""What a bundle asks of a file system, with the sentence for each way a stick can fail."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from caseworker_desktop.bundle.errors import BundleRefused, DamagedBundle, ReadBackDiffers
from caseworker_desktop.bundle.model import Staged
from caseworker_desktop.kernel.message import message
from caseworker_desktop.kernel.progress import Progress, Silent

BLOCK = 256 * 1024
#: Progress is told after this many bytes.
STEP = 1024 * 1024
SUFFIX = ".byla"


class Files:
    """The real file system. Tests hand in one that fails on demand; every method may raise OSError."""

    def free(self, folder: Path) -> int:
        """Return the free bytes of the file system that holds `folder`."""
        return shutil.disk_usage(folder).free

    def exists(self, path: Path) -> bool:
        return os.path.lexists(path)

    def create(self, path: Path) -> BinaryIO:
        """Open a new file for unbuffered writing; FileExistsError when there is one.

        Unbuffered, because a buffer that could not be written fails a second time when the file is closed.
        """
        return path.open("xb", buffering=0)

    def open(self, path: Path) -> BinaryIO:
        """Open a file for reading."""
        return path.open("rb")

    def size(self, path: Path) -> int:
        return path.stat().st_size

    def sync(self, file: BinaryIO) -> None:
        """Make what was written durable, and let the system forget its copy so that a reading comes from the medium."""
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)

    def rename(self, old: Path, new: Path) -> None:
        """Give a file its name; never in the place of another file."""
        if self.exists(new):
            raise FileExistsError(errno.EEXIST, "another file bears the name")
        os.rename(old, new)

    def sync_folder(self, folder: Path) -> None:
        """Make a rename durable. Windows keeps no handle on folders and needs none."""
        if os.name == "nt":
            return
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        except OSError as error:
            # Some drivers for FAT know no fsync of a folder; the file itself is safe, and it is read back afterwards.
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):
                raise
        finally:
            os.close(descriptor)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)


@contextlib.contextmanager
def told() -> Iterator[None]:
    """Turn what the operating system says about a file into the sentence for it."""
    try:
        yield
    except OSError as error:
        raise _refusal(error) from error


def _refusal(error: OSError) -> BundleRefused:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return BundleRefused(message("bundle.stick_full"))
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return BundleRefused(message("bundle.stick_read_only"))
    if error.errno in (errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO, errno.ESTALE):
        return BundleRefused(message("bundle.stick_gone"))
    if error.errno == errno.EFBIG:
        return BundleRefused(message("bundle.too_big_for_stick"))
    if error.errno == errno.EISDIR:
        return BundleRefused(message("bundle.not_a_bundle"))
    return BundleRefused(message("bundle.stick_failed"))


def check_space(folder: Path, needed: int, files: Files) -> None:
    """Refuse when `folder` is gone or has fewer than `needed` bytes left."""
    with told():
        free = files.free(folder)
    if free < needed:
        raise BundleRefused(message("bundle.stick_full"))


def new_name(folder: Path, files: Files) -> Path:
    """Return a random name in `folder` that nothing bears yet, neither finished nor begun."""
    with told():
        while True:
            path = folder / f"{secrets.randbits(32):08x}{SUFFIX}"
            if not files.exists(path) and not files.exists(part_of(path)):
                return path


def write_all(file: BinaryIO, data: bytes) -> None:
    """Write all of `data` to an unbuffered file, which may take less at a time. Refused when the medium fails."""
    left = memoryview(data)
    with told():
        while left:
            left = left[file.write(left) :]


def part_of(path: Path) -> Path:
    """Return the name under which a file is written until it is whole."""
    return path.with_name(path.name + ".part")


def stage(source: Path, folder: Path, *, files: Files | None = None, progress: Progress | None = None) -> Staged:
    """Copy a bundle, still sealed, from the stick into `folder` of the workspace, and return the durable copy.

    The caller removes the copy (discard). Refused when the stick or the disk fails; nothing is left then.
    """
    files, progress = files or Files(), progress or Silent()
    with told():
        total = files.size(source)
    check_space(folder, total, files)
    target = new_name(folder, files)
    digest, done = hashlib.sha256(), 0
    with told():
        writer = files.create(target)
    try:
        with told(), writer, files.open(source) as reader:
            while block := reader.read(BLOCK):
                write_all(writer, block)
                digest.update(block)
                done += len(block)
                progress.step(message("bundle.copying"), done, total)
            files.sync(writer)
    except BaseException:
        discard(target, files)
        raise
    return Staged(target, digest.hexdigest(), done)


def copy(source: Path, target: Path, sha256: str, *, files: Files | None = None) -> None:
    """Copy a sealed bundle so that it is there whole or not at all: `.part`, flushed, renamed, the folder flushed, read back from the medium.

    `sha256`: of the file, in hex. Raises DamagedBundle when the source has other bytes, ReadBackDiffers when the copy has, Refused when a
    medium fails or `target` is there; nothing of the copy is left then.
    """
    files, ours = files or Files(), part_of(target)
    with told():
        check_space(target.parent, files.size(source), files)
        writer = files.create(ours)
    try:
        digest = hashlib.sha256()
        with told(), writer, files.open(source) as reader:
            while block := reader.read(BLOCK):
                write_all(writer, block)
                digest.update(block)
            files.sync(writer)
        if digest.hexdigest() != sha256:
            raise DamagedBundle
        with told():
            files.rename(ours, target)
            ours = target
            files.sync_folder(target.parent)
        if _digest_of(target, files) != sha256:
            raise ReadBackDiffers
    except BaseException:
        discard(ours, files)
        raise


def _digest_of(path: Path, files: Files) -> str:
    digest = hashlib.sha256()
    with told(), files.open(path) as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


def discard(path: Path, files: Files | None = None) -> None:
    """Remove a file that is not needed any more, as far as the medium still allows it."""
    try:
        (files or Files()).remove(path)
    except OSError:
        # The medium is gone or read-only: there is nothing to remove, or nobody may. The reason that led here is told instead.
        return
