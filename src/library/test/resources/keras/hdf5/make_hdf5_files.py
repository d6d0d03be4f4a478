"""One small model's weights in every way that HDF5 can store them. Run with h5py 3.14 and NumPy 2.4.

Each file holds the weights of Dense(3) on 4 inputs, kernel = 0..11 / 8, bias = -1, 0, 1: NAME.weights.h5 as
Keras 3 lays them out, NAME.h5 as Keras 2's save_weights does."""

import pathlib

import h5py
import numpy as np

HERE = pathlib.Path(__file__).parent
KERNEL = (np.arange(12, dtype="float32") / 8).reshape(4, 3)
BIAS = np.array([-1, 0, 1], "float32")


def modern(name, arrays=(KERNEL, BIAS), file=None, **dataset):
    with h5py.File(HERE / f"{name}.weights.h5", "w", **(file or {})) as f:
        for i, each in enumerate(arrays):
            f.create_dataset(f"layers/dense/vars/{i}", data=each, **dataset)
    return HERE / f"{name}.weights.h5"


def former(name, layers, weights, file=None, extra=0):
    """`layers` and `weights` make the attributes: the names in some type of string."""
    with h5py.File(HERE / f"{name}.h5", "w", **(file or {})) as f:
        layers(f.attrs, "layer_names", ["dense"])
        f.attrs["keras_version"] = "2.15.0"
        group = f.create_group("dense")
        for i in range(extra):
            group.attrs[f"extra_{i}"] = "x" * 1000
        weights(group.attrs, "weight_names", ["dense/kernel:0", "dense/bias:0"])
        group["dense/kernel:0"] = KERNEL
        group["dense/bias:0"] = BIAS


def fixed(pad):
    def write(attributes, name, texts):
        size = max(map(len, texts)) + 3
        kind = h5py.h5t.C_S1.copy()
        kind.set_size(size)
        kind.set_strpad(pad)
        fill = b" " if pad == h5py.h5t.STR_SPACEPAD else b"\0"
        data = np.array([text.encode().ljust(size, fill) for text in texts], f"S{size}")
        space = h5py.h5s.create_simple((len(texts),))
        attribute = h5py.h5a.create(attributes._id, name.encode(), kind, space)
        attribute.write(data, mtype=kind)
    return write


def variable(charset):
    def write(attributes, name, texts):
        attributes.create(name, texts, dtype=h5py.string_dtype(charset))
    return write


def plain(attributes, name, texts):
    attributes[name] = np.array([text.encode() for text in texts])


def low(name, layout=None, filters=(), order=None):
    """What h5py's own functions do not offer."""
    path = modern(name)
    with h5py.File(path, "a") as f:
        for i, each in enumerate((KERNEL, BIAS)):
            group = f["layers/dense/vars"]
            del group[str(i)]
            plist = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
            if layout is not None:
                plist.set_layout(layout)
            space = h5py.h5s.create_simple(each.shape)
            made = h5py.h5d.create(group.id, str(i).encode(), h5py.h5t.py_create(each.dtype), space, plist)
            made.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(each))


def main():
    modern("contiguous")
    modern("chunked", chunks=True)
    modern("gzip", compression="gzip")
    modern("gzip_shuffle", compression="gzip", shuffle=True)
    modern("shuffle", chunks=True, shuffle=True)
    modern("lzf", compression="lzf")
    modern("fletcher32", chunks=True, fletcher32=True)
    modern("gzip_fletcher32", compression="gzip", fletcher32=True)
    modern("scaleoffset", scaleoffset=4)
    modern("userblock", file={"userblock_size": 512})
    modern("userblock_large", file={"userblock_size": 4096})
    low("compact", layout=h5py.h5d.COMPACT)
    modern("big_endian", (KERNEL.astype(">f4"), BIAS.astype(">f4")))
    modern("float16", (KERNEL.astype("f2"), BIAS.astype("f2")))
    modern("float64", (KERNEL.astype("f8"), BIAS.astype("f8")))
    modern("float64_big_endian", (KERNEL.astype(">f8"), BIAS.astype(">f8")))
    halves = [np.frombuffer((each.view("u4") >> 16).astype("u2").tobytes(), "V2").reshape(each.shape)
              for each in (KERNEL, BIAS)]
    for name, file, options in [("bfloat16", {}, {}), ("bfloat16_latest", {"libver": "latest"}, {}),
                                ("bfloat16_gzip", {}, {"compression": "gzip"})]:
        with h5py.File(modern(name, halves, file, **options), "a") as f:
            for i in range(2):
                f[f"layers/dense/vars/{i}"].attrs["dtype"] = "bfloat16"
    modern("track_order", file={"track_order": True})
    for low_, high in [("latest", "latest"), ("v108", "v108"), ("v110", "v110"), ("v112", "v112"), ("earliest", "v114")]:
        modern(f"libver_{low_}_{high}", file={"libver": (low_, high)})
        modern(f"libver_{low_}_{high}_chunked", file={"libver": (low_, high)}, chunks=True, compression="gzip")
    former("text_plain", plain, plain)
    former("text_null_terminated", fixed(h5py.h5t.STR_NULLTERM), fixed(h5py.h5t.STR_NULLTERM))
    former("text_null_padded", fixed(h5py.h5t.STR_NULLPAD), fixed(h5py.h5t.STR_NULLPAD))
    former("text_space_padded", fixed(h5py.h5t.STR_SPACEPAD), fixed(h5py.h5t.STR_SPACEPAD))
    former("text_variable", variable("utf-8"), variable("utf-8"))
    former("text_variable_ascii", variable("ascii"), variable("ascii"))
    former("attributes_many", plain, plain, extra=40)
    former("attributes_dense", plain, plain, file={"libver": "latest"}, extra=40)


if __name__ == "__main__":
    main()
