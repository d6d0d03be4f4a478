"""Makes images/: a folder of images by class in several formats, and images.json with what Keras reads from it.

Run: python make_images.py
"""

import json
import os
import pathlib
import shutil
import struct

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ["KERAS_BACKEND"] = "tensorflow"

import keras
import numpy as np
import tensorflow as tf

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE / "images"
ARRAYS = HERE / "arrays"
if ROOT.exists():
    shutil.rmtree(ROOT)
rng = np.random.RandomState(7)


def file(name, content):
    path = ROOT / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def noise(height, width, channels):
    return rng.randint(0, 256, (height, width, channels)).astype(np.uint8)


def smooth(height, width, channels):
    y, x = np.mgrid[0:height, 0:width]
    planes = [120 + 60 * np.sin(x / 5 + c) + 50 * np.cos(y / 6 - c) for c in range(channels)]
    return np.stack(planes, -1).astype(np.uint8)


def bmp(pixels):
    height, width, _ = pixels.shape
    rows = b"".join(r[:, ::-1].tobytes().ljust((3 * width + 3) // 4 * 4, b"\0") for r in pixels[::-1])
    header = b"BM" + struct.pack("<IHHI", 54 + len(rows), 0, 0, 54)
    return header + struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(rows), 0, 0, 0, 0) + rows


def gif(indices, palette):
    """One frame of four colours; a clear code before each pixel keeps the codes at three bits."""
    height, width = indices.shape
    codes = [code for index in indices.ravel() for code in (4, int(index))] + [5]
    bits = "".join(format(code, "03b")[::-1] for code in codes)
    data = bytes(int(bits[i : i + 8][::-1], 2) for i in range(0, len(bits), 8))
    blocks = b"".join(bytes([len(data[i : i + 255])]) + data[i : i + 255] for i in range(0, len(data), 255))
    screen = b"GIF89a" + struct.pack("<HHBBB", width, height, 0b10000001, 0, 0) + palette.tobytes()
    return screen + b"," + struct.pack("<HHHHB", 0, 0, width, height, 0) + b"\x02" + blocks + b"\0;"


def jpeg(pixels, **options):
    return tf.io.encode_jpeg(pixels, quality=95, **options).numpy()


file("daisy/b.png", tf.io.encode_png(noise(7, 5, 3)).numpy())
file("daisy/a.jpg", jpeg(smooth(24, 20, 3), chroma_downsampling=False))
file("daisy/C.PNG", tf.io.encode_png(noise(9, 12, 1)).numpy())
file("daisy/more/d.png", tf.io.encode_png(noise(6, 4, 4)).numpy())
file("daisy-wild/e.jpeg", jpeg(smooth(16, 16, 1)))
file("daisy-wild/f.bmp", bmp(noise(5, 6, 3)))
file("Rose/g.gif", gif(rng.randint(0, 4, (8, 6)), noise(1, 4, 3)))
file("Rose/halved.jpg", jpeg(smooth(32, 24, 3), chroma_downsampling=True))
file("Rose/notes.txt", b"not an image")
file(".hidden/z.png", tf.io.encode_png(noise(2, 2, 3)).numpy())
for name in ("gray_alpha", "palette", "palette_alpha", "gray1"):
    file(f"Rose/{name}.png", (ARRAYS / f"{name}.png").read_bytes())


def load(**options):
    return keras.utils.image_dataset_from_directory(ROOT, batch_size=None, verbose=False, **options)


def names(data):
    return [str(pathlib.Path(path).relative_to(ROOT)) for path in data.file_paths]


def labels(**options):
    data = load(image_size=(1, 1), shuffle=False, **options)
    return [np.asarray(y).tolist() for _, y in data]


golden = {"images": []}
plain = load(image_size=(1, 1), shuffle=False)
golden["classNames"] = plain.class_names
golden["files"] = names(plain)
golden["int"] = labels(label_mode="int")
golden["categorical"] = labels(label_mode="categorical")
golden["binary"] = labels(label_mode="binary", class_names=["daisy", "Rose"])
golden["splits"] = []
for seed, split in ((0, 0.25), (42, 0.5), (4294967295, 0.1)):
    train, validation = load(image_size=(1, 1), seed=seed, validation_split=split, subset="both")
    golden["splits"].append({"seed": seed, "split": split, "train": names(train), "validation": names(validation)})

plain_decode = tf.image.decode_image


def accurate_decode(content, channels, expand_animations):
    """Keras leaves JPEG to TensorFlow's fast and less exact transform; the exact one can be compared to the digit."""
    if content.numpy()[:2] == b"\xff\xd8":
        return tf.io.decode_jpeg(content, channels=channels, dct_method="INTEGER_ACCURATE")
    return plain_decode(content, channels=channels, expand_animations=expand_animations)


tf.image.decode_image = accurate_decode
MODES = {"rgb": 3, "grayscale": 1, "rgba": 4}
for mode, channels in MODES.items():
    for size in ((6, 4), (3, 10), (31, 29)) if mode == "rgb" else ((6, 4),):
        for fit in ("", "crop_to_aspect_ratio", "pad_to_aspect_ratio"):
            if size == (31, 29) and fit:
                continue
            for name in golden["files"]:
                if size == (31, 29) and name not in ("daisy/b.png", "daisy-wild/f.bmp"):
                    continue
                if mode == "rgba" and name.endswith("gray1.png"):
                    continue  # TensorFlow takes 1 of 255 for opaque where a file has one bit for a pixel
                args = (size, channels, "bilinear", "channels_last", fit.startswith("crop"), fit.startswith("pad"))
                try:
                    image = keras.src.utils.image_dataset_utils._load_image_tf(str(ROOT / name), *args).numpy()
                except tf.errors.InvalidArgumentError as error:  # a kind that TensorFlow does not convert
                    print(mode, name, str(error)[:100])
                    continue
                golden["images"].append(
                    {
                        "file": name,
                        "colorMode": mode,
                        "fit": fit,
                        "shape": list(image.shape),
                        "values": [float(str(v)) for v in image.ravel()],
                    }
                )
text = json.dumps(golden, indent=None, separators=(",", ":")).replace('{"file"', '\n{"file"')
(HERE / "images.json").write_text(text + "\n")
