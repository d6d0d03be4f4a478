"""The nets of Nets.java in PyTorch."""

import torch
from torch import nn

from nets_sizes import MOBILENETV2


class InverseActivation(nn.Module):
    """concat(relu(x), relu(-x))"""

    def forward(self, x):
        return torch.cat([torch.relu(x), torch.relu(-x)], 1)


def activation(inverse):
    return InverseActivation() if inverse else nn.ReLU()


def lenet(inverse):
    half = 2 if inverse else 1
    return nn.Sequential(
        nn.Conv2d(1, 32 // half, 3),
        activation(inverse),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64 // half, 3),
        activation(inverse),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(1600, 128 // half),
        activation(inverse),
        nn.Linear(128, 10),
    )


def normalized(inputs, filters, kernel_size, strides, groups=1):
    return nn.Sequential(
        nn.Conv2d(
            inputs, filters, kernel_size, strides, kernel_size // 2, groups=groups, bias=False
        ),
        nn.BatchNorm2d(filters),
    )


def recipe_a(inverse):
    half = 2 if inverse else 1
    layers, inputs = [], 1
    for channels in (32, 64):
        for size, strides, padding in ((3, 1, 0), (3, 1, 0), (5, 2, 2)):
            kernels = channels // half
            layers += [
                nn.Conv2d(inputs, kernels, size, strides, padding, bias=False),
                nn.BatchNorm2d(kernels),
                activation(inverse),
            ]
            inputs = channels
        layers.append(nn.Dropout(0.25))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(64 * 4 * 4, 10))


class Residual(nn.Module):
    def __init__(self, inputs, filters, strides):
        super().__init__()
        self.first = normalized(inputs, filters, 3, strides)
        self.second = normalized(filters, filters, 3, 1)
        self.shortcut = normalized(inputs, filters, 1, 2) if strides == 2 else nn.Identity()

    def forward(self, x):
        y = self.second(torch.relu(self.first(x)))
        return torch.relu(y + self.shortcut(x))


def resnet20():
    layers = [normalized(3, 16, 3, 1), nn.ReLU()]
    inputs = 16
    for filters in (16, 32, 64):
        for block in range(3):
            layers.append(Residual(inputs, filters, 2 if block == 0 and filters > 16 else 1))
            inputs = filters
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


class Bottleneck(nn.Module):
    def __init__(self, inputs, filters, expansion, strides, residual):
        super().__init__()
        hidden = inputs * expansion
        expand = [] if expansion == 1 else [normalized(inputs, hidden, 1, 1), nn.ReLU6()]
        self.layers = nn.Sequential(
            *expand,
            normalized(hidden, hidden, 3, strides, groups=hidden),
            nn.ReLU6(),
            normalized(hidden, filters, 1, 1),
        )
        self.residual = residual

    def forward(self, x):
        y = self.layers(x)
        return x + y if self.residual else y


def mobilenetv2():
    layers = [normalized(3, 32, 3, 2), nn.ReLU6()]
    channels = 32
    for expansion, filters, blocks, first_strides in MOBILENETV2:
        for block in range(blocks):
            strides = first_strides if block == 0 else 1
            layers.append(Bottleneck(channels, filters, expansion, strides, block > 0))
            channels = filters
    return nn.Sequential(
        *layers,
        normalized(channels, 1280, 1, 1),
        nn.ReLU6(),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(1280, 10),
    )
