/**
 * Data: arrays, data sets and the files they come from. Start at {@link
 * io.github.inverseactivation.data.Array} for arrays and at {@link
 * io.github.inverseactivation.data.Dataset} for what a model learns from. Nothing here runs
 * TensorFlow.
 *
 * <p>Where the examples come from:
 *
 * <ul>
 *   <li>arrays in memory: {@code Dataset.of}; {@link io.github.inverseactivation.data.Npz}, {@link
 *       io.github.inverseactivation.data.Npy} and {@link io.github.inverseactivation.data.Idx} read
 *       them
 *   <li>a folder of images: {@link io.github.inverseactivation.data.ImageFolder}
 *   <li>TFRecord files: {@link io.github.inverseactivation.data.TfRecord}, with {@link
 *       io.github.inverseactivation.data.Features}
 *   <li>a table of text: {@link io.github.inverseactivation.data.Csv}
 *   <li>an array larger than memory: {@code Npy.dataset}
 *   <li>a program: {@code Dataset.generate}
 * </ul>
 *
 * <p>What a model learns from is mixed at random by {@code Dataset.augment} with {@link
 * io.github.inverseactivation.data.MixUp} or {@link io.github.inverseactivation.data.CutMix}; other
 * augmentations are layers.
 *
 * <p>Inside: {@code Pipeline} is a data set of single examples, with one class for each stage
 * between a source and a model; {@code Batching} makes batches at the end; {@code Prefetcher} and
 * {@code ParallelCursor} have the only threads.
 */
package io.github.inverseactivation.data;
