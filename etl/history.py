"""The chain of manifests: which editions were published, and which uploads each of them held."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from etl.editions import pins, published_last
from etl.paths import store_dir
from etl.store import Manifest, all_manifests, edition_path, named_current, read_manifest


@dataclass(frozen=True)
class EditionInfo:
    """One line of the list of editions: `published` means in the chain that CURRENT ends."""

    manifest: Manifest
    current: bool
    published: bool
    on_disk: bool
    pins: tuple[str, ...]


def uploads_in_force(store: Path) -> tuple[str, ...]:
    """The uploads that were published last, in order, also where that edition's file is damaged."""
    last = published_last(store)
    manifest = read_manifest(store, last) if last else None
    return manifest.uploads if manifest else ()


def uploads_ever(store: Path) -> set[str]:
    """Every upload that some edition of the chain has held: what is not in force was withdrawn."""
    manifests = {manifest.edition_id: manifest for manifest in all_manifests(store)}
    chain = _chain(published_last(store), manifests)
    return {one for edition_id in chain for one in manifests[edition_id].uploads}


def list_editions(store: Path | None = None) -> list[EditionInfo]:
    """Every edition that has a manifest, newest first."""
    store = store or store_dir()
    manifests = all_manifests(store)
    current = named_current(store)
    chain = _chain(current, {manifest.edition_id: manifest for manifest in manifests})
    names: dict[str, list[str]] = {}
    for made in pins(store):
        names.setdefault(made.edition_id, []).append(made.name)
    return [
        EditionInfo(
            manifest=manifest,
            current=manifest.edition_id == current,
            published=manifest.edition_id in chain,
            on_disk=edition_path(store, manifest.edition_id).exists(),
            pins=tuple(names.get(manifest.edition_id, ())),
        )
        for manifest in manifests
    ]


def _chain(edition_id: str | None, manifests: dict[str, Manifest]) -> set[str]:
    chain: set[str] = set()
    while edition_id in manifests and edition_id not in chain:
        chain.add(edition_id)
        edition_id = manifests[edition_id].parent
    return chain
