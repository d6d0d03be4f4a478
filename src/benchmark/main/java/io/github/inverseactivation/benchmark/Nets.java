package io.github.inverseactivation.benchmark;

import io.github.inverseactivation.activations.Activations;
import io.github.inverseactivation.layers.Layer;
import io.github.inverseactivation.layers.Padding;
import io.github.inverseactivation.layers.Tensor;
import io.github.inverseactivation.layers.activation.Activation;
import io.github.inverseactivation.layers.activation.InverseActivation;
import io.github.inverseactivation.layers.activation.ReLU;
import io.github.inverseactivation.layers.convolutional.Conv2D;
import io.github.inverseactivation.layers.convolutional.DepthwiseConv2D;
import io.github.inverseactivation.layers.core.Dense;
import io.github.inverseactivation.layers.core.Input;
import io.github.inverseactivation.layers.merging.Add;
import io.github.inverseactivation.layers.normalization.BatchNormalization;
import io.github.inverseactivation.layers.pooling.GlobalAveragePooling2D;
import io.github.inverseactivation.layers.pooling.MaxPooling2D;
import io.github.inverseactivation.layers.regularization.Dropout;
import io.github.inverseactivation.layers.reshaping.Flatten;
import io.github.inverseactivation.losses.SparseCategoricalCrossentropy;
import io.github.inverseactivation.metrics.SparseCategoricalAccuracy;
import io.github.inverseactivation.models.Model;
import io.github.inverseactivation.models.Sequential;
import io.github.inverseactivation.optimizers.Adam;

/** The nets that all sides train; {@code nets_keras.py} and {@code nets_torch.py} are the same. */
final class Nets {
  private Nets() {}

  static Model compiled(Model model) {
    model.compile(
        new Adam(), SparseCategoricalCrossentropy.fromLogits(), new SparseCategoricalAccuracy());
    return model;
  }

  /** LeNet with 32 and 64 channels after the activations; inverse has half the kernels. */
  static Model lenet(boolean inverse) {
    int half = inverse ? 2 : 1;
    return Sequential.of(
            Input.shape(28, 28, 1),
            new Conv2D(32 / half, 3),
            activation(inverse),
            new MaxPooling2D(2),
            new Conv2D(64 / half, 3),
            activation(inverse),
            new MaxPooling2D(2),
            new Flatten(),
            new Dense(128 / half),
            activation(inverse),
            new Dense(10))
        .seed(1);
  }

  private static Layer activation(boolean inverse) {
    return inverse ? new InverseActivation() : new Activation(Activations.RELU);
  }

  /** Two blocks of convolution, activation and pooling, 2 x kernels channels wide. */
  static Model block(int kernels, boolean inverse) {
    int filters = inverse ? kernels : 2 * kernels;
    return Sequential.of(
            Input.shape(28, 28, 2 * kernels),
            new Conv2D(filters, 3).padding(Padding.SAME),
            activation(inverse),
            new MaxPooling2D(2),
            new Conv2D(filters, 3).padding(Padding.SAME),
            activation(inverse),
            new MaxPooling2D(2),
            new GlobalAveragePooling2D(),
            new Dense(10))
        .seed(1);
  }

  /** Recipe A: six convolutions with normalization, 32 and 64 channels after the activations. */
  static Model recipeA(boolean inverse) {
    int half = inverse ? 2 : 1;
    Tensor image = Input.shape(28, 28, 1);
    Tensor x = image;
    for (int channels : new int[] {32, 64}) {
      for (int kernelSize : new int[] {3, 3, 5}) {
        Layer convolution = new Conv2D(channels / half, kernelSize).useBias(false);
        if (kernelSize == 5) {
          convolution =
              new Conv2D(channels / half, 5).strides(2).padding(Padding.SAME).useBias(false);
        }
        x = activation(inverse).apply(new BatchNormalization().apply(convolution.apply(x)));
      }
      x = new Dropout(0.25).apply(x);
    }
    return Model.of(image, new Dense(10).apply(new Flatten().apply(x))).seed(1);
  }

  /** ResNet-20 for 32 x 32 images (He et al. 2015), shortcuts by 1 x 1 convolutions. */
  static Model resnet20() {
    Tensor image = Input.shape(32, 32, 3);
    Tensor x = relu(normalized(image, 16, 3, 1));
    for (int filters : new int[] {16, 32, 64}) {
      for (int block = 0; block < 3; block++) {
        int strides = block == 0 && filters > 16 ? 2 : 1;
        Tensor shortcut = strides == 2 ? normalized(x, filters, 1, 2) : x;
        Tensor y = normalized(relu(normalized(x, filters, 3, strides)), filters, 3, 1);
        x = relu(new Add().apply(y, shortcut));
      }
    }
    return Model.of(image, new Dense(10).apply(new GlobalAveragePooling2D().apply(x))).seed(1);
  }

  private static Tensor relu(Tensor x) {
    return new Activation(Activations.RELU).apply(x);
  }

  private static Tensor normalized(Tensor x, int filters, int kernelSize, int strides) {
    Layer convolution =
        new Conv2D(filters, kernelSize).strides(strides).padding(Padding.SAME).useBias(false);
    return new BatchNormalization().apply(convolution.apply(x));
  }

  /** MobileNetV2 (Sandler et al. 2018) for 96 x 96 images and 10 classes. */
  static Model mobileNetV2() {
    Tensor image = Input.shape(96, 96, 3);
    Tensor x = relu6(normalized(image, 32, 3, 2));
    int[][] groups = {
      {1, 16, 1, 1},
      {6, 24, 2, 2},
      {6, 32, 3, 2},
      {6, 64, 4, 2},
      {6, 96, 3, 1},
      {6, 160, 3, 2},
      {6, 320, 1, 1}
    };
    int channels = 32;
    for (int[] group : groups) {
      for (int block = 0; block < group[2]; block++) {
        int strides = block == 0 ? group[3] : 1;
        Tensor y = group[0] == 1 ? x : relu6(normalized(x, channels * group[0], 1, 1));
        Layer depthwise =
            new DepthwiseConv2D(3).strides(strides).padding(Padding.SAME).useBias(false);
        y = relu6(new BatchNormalization().apply(depthwise.apply(y)));
        y = normalized(y, group[1], 1, 1);
        x = block == 0 ? y : new Add().apply(x, y);
        channels = group[1];
      }
    }
    x = new GlobalAveragePooling2D().apply(relu6(normalized(x, 1280, 1, 1)));
    return Model.of(image, new Dense(10).apply(x)).seed(1);
  }

  private static Tensor relu6(Tensor x) {
    return new ReLU().maxValue(6).apply(x);
  }
}
