"""Which file system a file is on. On those of a network SQLite's locks are unreliable."""

from pathlib import Path

_NETWORK = """
nfs nfs4 cifs smb3 smbfs 9p afs ceph lustre gpfs beegfs glusterfs ncpfs davfs
fuse.sshfs fuse.glusterfs fuse.s3fs fuse.rclone fuse.davfs fuse.gvfsd-fuse fuse.ceph fuse.gcsfuse
"""
MOUNTS = Path("/proc/mounts")


def network_kind(path: Path, mounts: Path = MOUNTS) -> str:
    """The type of the network file system that `path` is on; empty if it is on none."""
    kind = file_system(path, mounts)
    return kind if kind in _NETWORK.split() else ""


def network_note(path: Path, mounts: Path = MOUNTS) -> str:
    """A sentence for the person if a session is on a network file system, else empty."""
    kind = network_kind(path, mounts)
    if not kind:
        return ""
    return (
        f"The session is on a network file system ({kind}), where locks and writes may be "
        "unreliable: open it from one machine at a time, or keep it on a local disk."
    )


def file_system(path: Path, mounts: Path = MOUNTS) -> str:
    """The type of the file system that holds `path`, as Linux names it; empty if unknown."""
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return ""
    place, best, kind = path.resolve(), -1, ""
    for line in lines:
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        mounted = Path(_unescape(fields[1]))
        # A later mount on the same place hides the earlier one.
        if place.is_relative_to(mounted) and len(mounted.parts) >= best:
            best, kind = len(mounted.parts), fields[2]
    return kind


def _unescape(field: str) -> str:
    """The kernel writes blanks and backslashes in mount points as octal numbers."""
    for code in (" ", "\t", "\n"):
        field = field.replace(f"\\{ord(code):03o}", code)
    return field.replace("\\134", "\\")
