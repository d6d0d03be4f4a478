"""Packs what make_classes.py made of layers into layers.zip.gz, which KerasClassesTest opens.

    python pack_layers.py FOLDER_OF_3.15.1 FOLDER_OF_3.0.5 FOLDER_OF_2.15

Of each class there are up to three files a version: .keras of Keras 3, .h5 of tf.keras 2. A file
whose configuration a version before it in the list has too is left out.
"""

import gzip
import io
import json
import pathlib
import re
import sys
import zipfile

TIME = (1980, 1, 1, 0, 0, 0)


def entry(name):
    return zipfile.ZipInfo(name, TIME)


def archive(path, version):
    """The archive as it is each time, whatever the clock says."""
    out = io.BytesIO()
    note = json.dumps({"keras_version": version}).encode()
    with zipfile.ZipFile(path) as z, zipfile.ZipFile(out, "w") as copy:
        for name in z.namelist():
            copy.writestr(entry(name), note if name == "metadata.json" else z.read(name))
        config = z.read("config.json").decode()
    return out.getvalue(), re.sub(r'"(build_config|seed)": [^,}]*[,}]', "", config)


def main(folders):
    data, packed, seen = io.BytesIO(), {}, set()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as z:
        for folder in map(pathlib.Path, folders):
            made = json.loads((folder / "cases.json").read_text())
            version = re.match(r"2\.\d+|.*", made["version"]).group()
            suffix = ".h5" if version.startswith("2.") else ".keras"
            counts = {}
            for name, case in made["cases"].items():
                if case["kind"] != "layer" or "y" not in case or case["formats"].get(suffix, "-"):
                    continue
                cls = case["name"].split("(")[0]
                counts[cls] = counts.get(cls, 0) + 1
                if counts[cls] > 3 and cls != "Activation":
                    continue
                path = folder / (name + suffix)
                content, key = archive(path, version) if suffix == ".keras" else (path.read_bytes(), name)
                if (suffix, key) in seen:
                    continue
                seen.add((suffix, key))
                file = f"{version}/{name}{suffix}"
                z.writestr(entry(file), content)
                packed[file] = {"name": case["name"], "x": case["x"], "y": case["y"]}
        z.writestr(entry("cases.json"), json.dumps(packed))
    out = pathlib.Path(__file__).parent / "layers.zip.gz"
    out.write_bytes(gzip.compress(data.getvalue(), 9, mtime=0))


main(sys.argv[1:])
