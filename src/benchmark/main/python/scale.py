"""Trains two epochs on bytes, as ScaleProgram.java does; prints highest memory in kB, us an image."""

import sys
import time

import numpy as np

side, images = sys.argv[1], int(sys.argv[2])
pixels = np.random.default_rng(1).integers(0, 256, (images, 28, 28, 1), dtype="uint8")
labels = np.zeros(images, "int32")

if side == "keras":
    import keras
    from keras import layers

    import nets_keras

    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(10)])
    nets_keras.compiled(model)

    def epoch():
        model.fit(pixels, labels, batch_size=128, epochs=1, verbose=0)

else:
    import torch
    from torch import nn

    model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
    optimizer = torch.optim.Adam(model.parameters())
    criterion = nn.CrossEntropyLoss()
    x, y = torch.from_numpy(pixels), torch.from_numpy(labels).long()

    def epoch():
        loss_sum = correct = 0.0
        for indices in torch.randperm(images).split(128):
            optimizer.zero_grad()
            logits = model(x[indices].float())
            loss = criterion(logits, y[indices])
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(indices)
            correct += (logits.argmax(1) == y[indices]).sum().item()


epoch()
start = time.perf_counter()
epoch()
seconds = time.perf_counter() - start
with open("/proc/self/status") as status:
    highest = next(line.split()[1] for line in status if line.startswith("VmHWM:"))
print(highest, 1e6 * seconds / images)
