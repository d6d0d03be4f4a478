"""What Python Keras is timed at: fit and predict, as users call them."""

import os

os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras  # noqa: E402
import numpy as np  # noqa: E402

import nets_keras as nets  # noqa: E402
from worker import latency, rate, serve  # noqa: E402

rng = np.random.default_rng(1)


def training(model, batch_size, examples):
    x = rng.random((examples, *model.input_shape[1:]), dtype="float32")
    y = rng.integers(0, 10, examples).astype("int32")
    nets.compiled(model)
    return rate(examples, lambda: model.fit(x, y, batch_size=batch_size, epochs=1, verbose=0))


def prediction(model, batch_size):
    x = rng.random((12_800, 28, 28, 1), dtype="float32")
    return rate(len(x), lambda: model.predict(x, batch_size=batch_size, verbose=0))


def loading(images):
    folder = f"{os.environ['BENCHMARK_FOLDER']}/images-{images}"
    dataset = keras.utils.image_dataset_from_directory(
        folder, image_size=(64, 64), batch_size=32, seed=1, verbose=False
    ).prefetch(2)

    def read():
        for _ in dataset:
            pass

    return rate(images, read)


def one_prediction(model):
    x = np.full((1, 28, 28, 1), 0.5, "float32")
    return latency(lambda: model.predict(x, verbose=0), 20)


works = {
    "train_recipe_a_ia": lambda: training(nets.recipe_a(True), 128, 128 * 20),
    "train_recipe_a_relu": lambda: training(nets.recipe_a(False), 128, 128 * 20),
    "train_resnet20": lambda: training(nets.resnet20(), 128, 128 * 10),
    "train_mobilenetv2": lambda: training(nets.mobilenetv2(), 32, 32 * 8),
    "latency_lenet_ia": lambda: one_prediction(nets.lenet(True)),
}
for batch in (16, 128, 512):
    works[f"train_lenet_ia_{batch}"] = lambda b=batch: training(nets.lenet(True), b, 12_800)
    works[f"train_lenet_relu_{batch}"] = lambda b=batch: training(nets.lenet(False), b, 12_800)
for batch in (32, 256):
    works[f"predict_lenet_ia_{batch}"] = lambda b=batch: prediction(nets.lenet(True), b)

for images in (400, 4_000):
    works[f"load_folder_{images}"] = lambda n=images: loading(n)

serve(works)
