"""Makes arrays/: NPY, NPZ, PNG and JPEG files by NumPy, zlib and TensorFlow, and arrays.json with what they hold.

Run: python make_arrays.py
"""

import io
import json
import os
import pathlib
import struct
import zlib

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import ml_dtypes
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent
OUT = HERE / "arrays"
OUT.mkdir(exist_ok=True)
golden = {"npy": {}, "npz": {}, "png": {}, "casts": []}


def numbers(array):
    """Elements in row-major order as JSON can hold them: integers as text, floats by name where needed."""
    flat = array.ravel(order="C")
    if array.dtype.kind in "SU":
        return [x.decode("latin1") if isinstance(x, bytes) else str(x) for x in flat.tolist()]
    return [repr(float(x)) if array.dtype.kind == "f" or array.dtype == ml_dtypes.bfloat16 else str(int(x)) for x in flat.tolist()]


def describe(array, dtype=None):
    name = "string" if array.dtype.kind in "SU" else array.dtype.name
    return {"dtype": dtype or name, "shape": list(array.shape), "elements": numbers(array)}


def npy(name, array, version=None):
    with open(OUT / f"{name}.npy", "wb") as file:
        np.lib.format.write_array(file, array, version=version, allow_pickle=True)
    golden["npy"][name] = describe(array)


arrays = {}
for name in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"):
    info = np.iinfo(name)
    arrays[name] = np.array([[info.min, info.max, 0], [1, 2, 3]], name)
arrays["bool"] = np.array([[True, False], [False, True]])
for name in ("float16", "float32", "float64"):
    info = np.finfo(name)
    arrays[name] = np.array([0.0, -0.0, 1.5, -2.25, info.max, info.tiny, info.smallest_subnormal, np.inf, -np.inf, np.nan], name)
for name, array in arrays.items():
    npy(name, array)
for name in ("int16", "uint32", "int64", "float16", "float32", "float64"):
    npy(f"{name}_big_endian", arrays[name].astype(arrays[name].dtype.newbyteorder(">")))
cube = np.arange(24, dtype=np.int32).reshape(2, 3, 4)
npy("fortran", np.asfortranarray(cube))
npy("fortran_text", np.asfortranarray(np.array([["a", "bcd"], ["", "\u00e9\U0001f600"]])))
npy("scalar", np.array(2.5, np.float32))
npy("empty", np.zeros((0, 3), np.float32))
npy("bytes", np.array([b"one", b"", b"three"]))
npy("text", np.array(["one", "", "d\u00e9j\u00e0 \U0001f600"]))
npy("text_big_endian", np.array(["one", "\u00fc"]).astype(">U3"))
npy("version2", cube, version=(2, 0))
npy("version3", cube, version=(3, 0))

# What must be refused.
with open(OUT / "objects.npy", "wb") as file:
    np.save(file, np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
np.save(OUT / "structured.npy", np.zeros(2, dtype=[("a", "<i4"), ("b", "<f4")]))
np.save(OUT / "complex.npy", np.zeros(2, np.complex64))
np.save(OUT / "dates.npy", np.zeros(2, "datetime64[D]"))

members = {"b": arrays["bool"], "a": arrays["float32"], "t": np.array(["x", "yz"]), "folder/c": cube}
np.savez(OUT / "stored.npz", **members)
np.savez_compressed(OUT / "compressed.npz", **members)


class Pipe(io.RawIOBase):
    """A stream without seek, for which zip files put sizes after the data."""

    def __init__(self):
        self.data = b""

    def writable(self):
        return True

    def write(self, block):
        self.data += bytes(block)
        return len(block)


pipe = Pipe()
np.savez(pipe, **members)
(OUT / "streamed.npz").write_bytes(pipe.data)
for name in ("stored", "compressed", "streamed"):
    golden["npz"][name] = {key: describe(value) for key, value in members.items()}

images = np.arange(2 * 4 * 4, dtype=np.uint8).reshape(2, 4, 4)
labels = np.array([3, 1], np.uint8)
np.savez(OUT / "dataset.npz", x_train=images, y_train=labels, x_test=images[:1], y_test=labels[:1])
np.savez(OUT / "other.npz", a=images, b=labels)


def cast(source, target):
    """One row of casts, as NumPy does them."""
    result = source.astype(target)
    golden["casts"].append({"from": describe(source), "to": describe(result)})


rng = np.random.default_rng(7)
whole = np.array([0, 1, -1, 127, 128, 255, 256, 300, -129, 32768, 65535, 70000, 2**31 - 1, -(2**31)], np.int32)
for target in ("bool", "int8", "uint8", "int16", "uint16", "uint32", "int64", "uint64", "float16", "float32", "float64"):
    cast(whole, target)
wide = np.array([0, 2**63, 2**64 - 1, 2**53 + 1, 2**24 + 1, 2**63 + 1025], np.uint64)
for target in ("uint8", "int32", "int64", "float32", "float64"):
    cast(wide, target)
real = np.concatenate([
    rng.normal(size=40), rng.normal(size=20) * 1e-5, rng.normal(size=20) * 1e-7, rng.normal(size=10) * 3e4,
    [0.0, -0.0, 65504, 65519.99, 65520, -65520, 2.0**-25, 2.0**-24 * 1.5, 2.0**-14, 1 + 2.0**-11, 1 + 3 * 2.0**-11,
     1 + 2.0**-11 + 2.0**-40, 1e300, np.inf, -np.inf, np.nan]])
for target in ("float16", "float32", "bool"):
    cast(real, target)
with np.errstate(all="ignore"):
    single = real.astype(np.float32)
for target in ("float16", ml_dtypes.bfloat16, "float64"):
    cast(single, target)
every = np.arange(65536, dtype=np.uint16).view(np.float16)[::37].copy()
cast(every, "float32")
cast(np.arange(65536, dtype=np.uint16).view(ml_dtypes.bfloat16)[::91].copy(), "float32")
small = np.array([0.0, 0.9, -0.9, 1.5, 100.7, -100.7], np.float64)
for target in ("int8", "int16", "int32", "int64"):
    cast(small, target)
cast(np.array([0.0, 0.9, 254.9, 200.5], np.float32), "uint8")


def png(name, size, depth, colour, rows, expected, extra=b""):
    """A PNG file from packed rows; expected is what a reader should see."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", size[1], size[0], depth, colour, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row for row in rows))
    (OUT / f"{name}.png").write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", data) + chunk(b"IEND", b""))
    golden["png"][f"{name}.png"] = describe(np.array(expected, np.uint8))


def palette(colours, alpha=None):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return chunk(b"PLTE", bytes(sum(colours, []))) + (chunk(b"tRNS", bytes(alpha)) if alpha else b"")


pixels = rng.integers(0, 256, (5, 7, 4), dtype=np.uint8)
gray = pixels[:, :, :1]
png("gray", (5, 7), 8, 0, [row.tobytes() for row in gray], gray)
png("rgb", (5, 7), 8, 2, [row.tobytes() for row in np.ascontiguousarray(pixels[:, :, :3])], pixels[:, :, :3])
png("rgba", (5, 7), 8, 6, [row.tobytes() for row in pixels], pixels)
pair = np.ascontiguousarray(pixels[:, :, :2])
png("gray_alpha", (5, 7), 8, 4, [row.tobytes() for row in pair], pair[:, :, [0, 0, 0, 1]])
deep = rng.integers(0, 65536, (5, 7, 1), dtype=np.uint16)
png("gray16", (5, 7), 16, 0, [row.astype(">u2").tobytes() for row in deep], deep >> 8)
bits = rng.integers(0, 2, (5, 7), dtype=np.uint8)
png("gray1", (5, 7), 1, 0, [np.packbits(row).tobytes() for row in bits], bits[:, :, None] * 255)
colours = [[255, 0, 0], [0, 128, 7], [9, 9, 200]]
chosen = rng.integers(0, 3, (5, 7), dtype=np.uint8)
png("palette", (5, 7), 8, 3, [row.tobytes() for row in chosen], np.array(colours, np.uint8)[chosen], palette(colours))
with_alpha = np.array([c + [a] for c, a in zip(colours, (255, 100, 0))], np.uint8)
png("palette_alpha", (5, 7), 8, 3, [row.tobytes() for row in chosen], with_alpha[chosen], palette(colours, (255, 100, 0)))

y, x = np.mgrid[0:16, 0:16]
smooth = (y * 8 + x * 4).astype(np.uint8)[:, :, None]
encoded = tf.io.encode_jpeg(smooth, format="grayscale", quality=100).numpy()
(OUT / "gray.jpg").write_bytes(encoded)
golden["png"]["gray.jpg"] = describe(tf.io.decode_jpeg(encoded, dct_method="INTEGER_ACCURATE").numpy())

(HERE / "arrays.json").write_text(json.dumps(golden, indent=None, separators=(",", ":"), sort_keys=True).replace('},"', '},\n"') + "\n")
