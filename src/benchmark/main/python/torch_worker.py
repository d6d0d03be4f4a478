"""What PyTorch is timed at: the usual eager loop over shuffled batches."""

import torch

import nets_torch as nets
from worker import latency, rate, serve

torch.manual_seed(1)


def training(model, batch_size, examples, shape):
    x = torch.rand(examples, *shape)
    y = torch.randint(0, 10, (examples,))
    optimizer = torch.optim.Adam(model.parameters())
    criterion = torch.nn.CrossEntropyLoss()
    model.train()

    def epoch():
        loss_sum = correct = 0.0
        for indices in torch.randperm(examples).split(batch_size):
            images, labels = x[indices], y[indices]
            optimizer.zero_grad()
            logits = model(images)
            loss = criterion(logits, labels)
            loss.backward()
            optimizer.step()
            loss_sum += loss.item() * len(indices)
            correct += (logits.argmax(1) == labels).sum().item()

    return rate(examples, epoch)


def lenet(inverse, batch_size):
    return training(nets.lenet(inverse), batch_size, 12_800, (1, 28, 28))


def prediction(model, batch_size):
    x = torch.rand(12_800, 1, 28, 28)
    model.eval()

    @torch.inference_mode()
    def predict():
        torch.cat([model(batch) for batch in x.split(batch_size)])

    return rate(len(x), predict)


def one_prediction(model):
    x = torch.full((1, 1, 28, 28), 0.5)
    model.eval()

    @torch.inference_mode()
    def predict():
        model(x).numpy()

    return latency(predict, 2_000)


works = {
    "train_recipe_a_ia": lambda: training(nets.recipe_a(True), 128, 128 * 20, (1, 28, 28)),
    "train_recipe_a_relu": lambda: training(nets.recipe_a(False), 128, 128 * 20, (1, 28, 28)),
    "train_resnet20": lambda: training(nets.resnet20(), 128, 128 * 10, (3, 32, 32)),
    "train_mobilenetv2": lambda: training(nets.mobilenetv2(), 32, 32 * 8, (3, 96, 96)),
    "latency_lenet_ia": lambda: one_prediction(nets.lenet(True)),
}
for batch in (16, 128, 512):
    works[f"train_lenet_ia_{batch}"] = lambda b=batch: lenet(True, b)
    works[f"train_lenet_relu_{batch}"] = lambda b=batch: lenet(False, b)
for batch in (32, 256):
    works[f"predict_lenet_ia_{batch}"] = lambda b=batch: prediction(nets.lenet(True), b)

serve(works)
