/**
 * Keras's own files: {@code .keras} archives, {@code .weights.h5} and, for reading, whole models in
 * {@code .h5}. Start at {@link io.github.inverseactivation.saving.keras.KerasFile}.
 *
 * <p>Types: whatever type the weights in a file have, bfloat16, float16, float64 or whole numbers,
 * they are read as float32, and whatever policy a layer has, {@code mixed_float16}, {@code
 * bfloat16}, {@code float64}, it is computed in float32 here. Outputs agree with Python's to the
 * precision of the policy. What is written has the policy float32.
 *
 * <p>Masks: Keras writes the operations that compute them into the file; here layers hand masks on
 * by themselves, and files have no such operations.
 *
 * <p>Versions: a file is read as the version of Keras that wrote it meant it, which {@code
 * keras_version} says; {@code .h5} files without it are of Keras 1. What is written is of Keras 3.
 *
 * <table>
 * <caption>What changed its meaning</caption>
 * <tr><th>in files of</th><th>means</th></tr>
 * <tr><td>Keras 1 and 2: hard_sigmoid</td><td>clip(0.2 x + 0.5, 0, 1), {@link io.github.inverseactivation.activations.FormerHardSigmoid}; written as the two layers that compute it</td></tr>
 * <tr><td>Keras 1 and 2: GRU without reset_after</td><td>reset_after is false</td></tr>
 * <tr><td>Keras 2: CuDNNLSTM, CuDNNGRU</td><td>LSTM and GRU with sigmoid gates, their weights turned</td></tr>
 * <tr><td>Keras 2: VarianceScaling, normal</td><td>truncated_normal; before 2.2 its deviation is not corrected for what is cut off</td></tr>
 * <tr><td>before 3.4: layers that merge masks</td><td>a step counts where it does in all inputs that
 *   have a mask, not in one of them ({@code needsAllMasks})</td></tr>
 * <tr><td>3.0 to 3.13: activity regularizers</td><td>were sums over the batch; read as today's, which
 *   are divided by its size, with a warning</td></tr>
 * <tr><td>Keras 2: ThresholdedReLU</td><td>ReLU with a threshold</td></tr>
 * <tr><td>Keras 1 and 2: lr, decay of optimizers</td><td>the learning rate, lr / (1 + decay * iteration)</td></tr>
 * <tr><td>Keras 1 to 2.3: SGD's momenta, Adam's third slots</td><td>passed over where they are not used</td></tr>
 * <tr><td>Keras 1 and 2, legacy optimizers of 2.11 to 2.15: RMSprop without momentum, Adagrad</td><td>epsilon stands outside of the root, {@link io.github.inverseactivation.optimizers.RMSprop#epsilonOutsideRoot}; not saved with training state</td></tr>
 * <tr><td>Keras 1 and 2, legacy optimizers of 2.11 to 2.15: Nadam</td><td>its momentum rises at the pace of schedule_decay or decay, {@link io.github.inverseactivation.optimizers.Nadam#pace}; not saved with training state</td></tr>
 * <tr><td>Keras 1 to 2.2: Nadam's product of momenta; RMSprop's, Adagrad's and Adadelta's iteration</td><td>not in the file: they begin anew, as there</td></tr>
 * <tr><td>Keras 2.11 to 2.15: Nadam that is not legacy</td><td>refused to be continued: its momentum moved once for each weight</td></tr>
 * <tr><td>Keras 3 before 3.6: accumulated gradients, except with SGD</td><td>refused to be continued: the formulas' steps were not counted by updates</td></tr>
 * <tr><td>TensorFlow before 2.8: Ftrl with shrinkage</td><td>refused to be continued: it computed otherwise</td></tr>
 * <tr><td>Keras 2.11 to 2.15: SGD's momenta, Adafactor's rows and columns of vectors</td><td>passed over or missing where they are not used</td></tr>
 * <tr><td>Keras 1: nb_filter, border_mode, dim_ordering, Merge(mode) ...</td><td>the options of Keras 2; Merge's cos and functions, and models that begin with it, are refused</td></tr>
 * <tr><td>Keras 1: kernels, and gates one by one</td><td>turned and joined as today's are</td></tr>
 * <tr><td>Keras 1: BatchNormalization with mode 1 or 2</td><td>refused</td></tr>
 * <tr><td>Keras 1: an Embedding's dropout</td><td>left out; it acts in training only</td></tr>
 * <tr><td>Keras 1: the loss cosine_proximity</td><td>refused to be continued: it was a mean</td></tr>
 * <tr><td>Keras 1 and 2 on Theano: convolutions</td><td>their kernels backwards</td></tr>
 * </table>
 */
package io.github.inverseactivation.saving.keras;
