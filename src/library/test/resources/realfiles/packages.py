"""Fetches the published packages of packages.txt and unpacks the model files that they ship.

Run by scripts/real-files. A source archive is unpacked as an archive and nothing more: pip itself
would run its setup.py to learn its dependencies, so pip's own index client is asked for the file
alone. Nothing that is fetched is imported or executed."""

import hashlib
import io
import json
import pathlib
import re
import sys
import tarfile
import zipfile

from pip._internal.index.collector import LinkCollector
from pip._internal.index.package_finder import PackageFinder
from pip._internal.models.search_scope import SearchScope
from pip._internal.models.selection_prefs import SelectionPreferences
from pip._internal.commands.download import DownloadCommand

MODEL = re.compile(r"\.(h5|hdf5|keras)$|/saved_model\.pb$|/variables\.(index|data-\d+-of-\d+)$|/assets/.")
INNER = re.compile(r"\.(zip|tar\.gz)$")
LIMIT = 2 << 30


def finder_and_session():
    command = DownloadCommand("download", "")
    options, _ = command.parse_args([])
    session = command._build_session(options)
    urls = [options.index_url] + options.extra_index_urls
    scope = SearchScope.create(find_links=[], index_urls=urls, no_index=False)
    collector = LinkCollector(session=session, search_scope=scope)
    preferences = SelectionPreferences(allow_yanked=True, ignore_requires_python=True)
    return PackageFinder.create(link_collector=collector, selection_prefs=preferences), session


def best(finder, name, version):
    """The file of a release to unpack: a source archive or the first wheel, whatever its platform."""
    page = finder.find_all_candidates(name)
    # Wheels of other platforms and Pythons are no candidates; what a page lists is asked instead.
    evaluator = finder.make_link_evaluator(name)
    links = []
    for source in finder._link_collector.collect_sources(
        name, candidates_from_page=lambda link: []
    ).index_urls:
        if source is not None and source.link is not None:
            fetched = finder._link_collector.fetch_response(source.link)
            if fetched is not None:
                from pip._internal.index.collector import parse_links

                links += list(parse_links(fetched))
    files = {}
    for link in links:
        match = re.fullmatch(
            r"(?i)" + re.sub(r"[-_.]+", r"[-_.]+", name) + r"-([0-9][^-]*?)(-.*)?\.(whl|tar\.gz|zip|tar\.bz2)",
            link.filename,
        )
        if match:
            files.setdefault(match.group(1), []).append(link)
    if version is None:
        stable = [str(c.version) for c in page if not c.version.is_prerelease]
        known = sorted({c.version for c in page if not c.version.is_prerelease} or {c.version for c in page})
        if not known:
            return None, None
        version = str(known[-1])
    choice = files.get(version, [])
    if not choice:
        return version, None
    # A wheel for any platform first: it holds what a user has.
    choice.sort(key=lambda link: (not link.filename.endswith("-any.whl"), not link.filename.endswith(".whl")))
    return version, choice[0]


def fetch(session, link, folder):
    target = folder / link.filename
    if not target.exists():
        response = session.get(link.url.split("#")[0], headers={"Accept-Encoding": "identity"}, stream=True)
        response.raise_for_status()
        digest = hashlib.sha256()
        partial = target.with_name(target.name + ".part")
        with open(partial, "wb") as file:
            for chunk in response.iter_content(1 << 20):
                digest.update(chunk)
                file.write(chunk)
        if link.hash_name == "sha256" and digest.hexdigest() != link.hash:
            raise ValueError(f"{link.filename}: the checksum differs")
        partial.rename(target)
    return target


def members(archive):
    """Name, size and opener of each file in an archive; links and devices are passed over."""
    if archive.suffix in (".whl", ".zip"):
        with zipfile.ZipFile(archive) as file:
            for info in file.infolist():
                if not info.is_dir():
                    yield info.filename, info.file_size, lambda info=info: file.open(info)
    else:
        with tarfile.open(archive) as file:
            for info in file:
                if info.isfile():
                    yield info.name, info.size, lambda info=info: file.extractfile(info)


def unpack(archive, folder, nesting=True):
    """Copies what may be a model into a folder, under the names that it has in the archive; out of
    archives in the archive too."""
    total = 0
    for name, size, opened in members(archive):
        parts = pathlib.PurePosixPath(name).parts
        inner = INNER.search(name) and nesting
        if not MODEL.search(name) and not inner or ".." in parts or name.startswith("/"):
            continue
        total += size
        if total > LIMIT:
            raise ValueError(f"{archive.name} holds more than {LIMIT} bytes of models")
        target = folder.joinpath(*parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        with opened() as source, open(target, "wb") as copy:
            while chunk := source.read(1 << 20):
                copy.write(chunk)
        if inner:
            unpack(target, target.with_name(target.name + ".unpacked"), nesting=False)
            target.unlink()


def main(listing, folder):
    folder = pathlib.Path(folder)
    (folder / "archives").mkdir(parents=True, exist_ok=True)
    finder, session = finder_and_session()
    record = folder / "packages.json"
    found = json.loads(record.read_text()) if record.exists() else {}
    for line in pathlib.Path(listing).read_text().splitlines():
        line = line.partition("#")[0].strip()
        if not line or line in found and "file" in found[line]:
            continue
        name, _, version = line.partition("==")
        try:
            version, link = best(finder, name, version or None)
            if link is None:
                found[line] = {"error": f"no file of version {version}"}
            else:
                archive = fetch(session, link, folder / "archives")
                unpack(archive, folder / "packages" / line)
                found[line] = {"version": version, "file": link.filename}
        except Exception as error:  # one package's fault must not end the measurement
            found[line] = {"error": f"{type(error).__name__}: {error}"}
        print(line, found[line], file=sys.stderr, flush=True)
        record.write_text(json.dumps(found, indent=1))


if __name__ == "__main__":
    main(*sys.argv[1:])
