package io.github.inverseactivation.optimizers;

import io.github.inverseactivation.optimizers.schedules.Constant;
import io.github.inverseactivation.optimizers.schedules.Schedule;
import java.util.List;
import java.util.function.Consumer;

/**
 * The withers of every optimizer.
 *
 * @param <O> the optimizer itself, the type its withers return
 */
public abstract class BaseOptimizer<O extends BaseOptimizer<O>> extends Optimizer
    implements Cloneable {

  /**
   * Creates an optimizer.
   *
   * @param name its name, in Keras's spelling such as {@code adam}
   * @param learningRate the learning rate, finite and at least 0
   * @throws IllegalArgumentException if it is out of range
   */
  protected BaseOptimizer(String name, double learningRate) {
    super(name, learningRate);
  }

  /**
   * The same optimizer under another name.
   *
   * @param name the name
   * @return the changed copy
   */
  public final O name(String name) {
    return with(copy -> copy.assignName(name));
  }

  /**
   * The same optimizer with another learning rate.
   *
   * @param learningRate the learning rate, finite and at least 0
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O learningRate(double learningRate) {
    return learningRate(new Constant(learningRate));
  }

  /**
   * The same optimizer with a learning rate that changes during training.
   *
   * @param learningRate the learning rate
   * @return the changed copy
   */
  public final O learningRate(Schedule learningRate) {
    return with(copy -> copy.assignLearningRate(learningRate));
  }

  /**
   * The same optimizer with weight decay: before each update, {@code w -= w * weightDecay *
   * learningRate}.
   *
   * @param weightDecay the rate, finite and at least 0; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O weightDecay(double weightDecay) {
    return with(copy -> copy.assignWeightDecay(weightDecay().rate(weightDecay)));
  }

  /**
   * The same optimizer, leaving some weights out of weight decay, such as biases and the scales of
   * normalizations.
   *
   * <p>A file holds no exclusions, for Keras has no place for them: give them again when training
   * is to go on from a file.
   *
   * <pre>{@code
   * Optimizer optimizer = new AdamW().excludeFromWeightDecay("bias", "gamma", "beta", "^embedding/");
   * }</pre>
   *
   * @param patterns regular expressions; a weight is left out if one is found anywhere in its path,
   *     such as {@code dense/kernel}, which Keras begins with the model's name; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if one is no regular expression
   */
  public final O excludeFromWeightDecay(String... patterns) {
    return with(copy -> copy.assignWeightDecay(weightDecay().excluded(List.of(patterns))));
  }

  /**
   * The same optimizer, with the gradient of each weight scaled down to a norm where it is longer.
   *
   * @param clipNorm the highest Euclidean norm, finite and above 0; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range, or another kind of clipping is set
   */
  public final O clipNorm(double clipNorm) {
    return with(
        copy ->
            copy.assignClipping(
                new Clipping(clipNorm, clipping().value(), clipping().globalNorm())));
  }

  /**
   * The same optimizer, with each element of each gradient clipped to a range.
   *
   * @param clipValue the range's end, finite and above 0, its start being {@code -clipValue}; none
   *     by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range, or another kind of clipping is set
   */
  public final O clipValue(double clipValue) {
    return with(
        copy ->
            copy.assignClipping(
                new Clipping(clipping().norm(), clipValue, clipping().globalNorm())));
  }

  /**
   * The same optimizer, with all gradients scaled down together where the norm of all their
   * elements is higher.
   *
   * @param globalClipNorm the highest Euclidean norm, finite and above 0; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range, or another kind of clipping is set
   */
  public final O globalClipNorm(double globalClipNorm) {
    return with(
        copy ->
            copy.assignClipping(
                new Clipping(clipping().norm(), clipping().value(), globalClipNorm)));
  }

  /**
   * The same optimizer with a moving average of the weights, {@code average = emaMomentum * average
   * + (1 - emaMomentum) * w} after each update, the first being {@code w} itself. When {@code fit}
   * ends, the averages take the weights' place.
   *
   * @param useEma whether to average, false by default
   * @return the changed copy
   */
  public final O useEma(boolean useEma) {
    return with(
        copy ->
            copy.assignAveraging(
                new Averaging(useEma, averaging().momentum(), averaging().overwriteFrequency())));
  }

  /**
   * The same optimizer, with another momentum of the moving average; nothing without {@link
   * #useEma}.
   *
   * @param emaMomentum how much of the average is kept, from 0 to 1; 0.99 by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O emaMomentum(double emaMomentum) {
    return with(
        copy ->
            copy.assignAveraging(
                new Averaging(averaging().use(), emaMomentum, averaging().overwriteFrequency())));
  }

  /**
   * The same optimizer, with the weights replaced by their averages also during training; nothing
   * without {@link #useEma}.
   *
   * @param emaOverwriteFrequency after how many updates, at least 1; never by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O emaOverwriteFrequency(int emaOverwriteFrequency) {
    return with(
        copy ->
            copy.assignAveraging(
                new Averaging(
                    averaging().use(), averaging().momentum(), (long) emaOverwriteFrequency)));
  }

  /**
   * The same optimizer for losses so small that their gradients would vanish: the loss is
   * multiplied before gradients are taken of it, and the gradients are divided again.
   *
   * @param lossScaleFactor the factor, finite and above 0; none by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O lossScaleFactor(double lossScaleFactor) {
    return with(copy -> copy.assignLossScaleFactor(lossScaleFactor));
  }

  /**
   * The same optimizer, updating weights only after every so many steps, by the mean of these
   * steps' gradients: large batches where memory holds only small ones.
   *
   * <p>Formulas and the moving average count updates; a {@link Schedule} counts steps.
   *
   * @param gradientAccumulationSteps how many steps, at least 2; every step updates by default
   * @return the changed copy
   * @throws IllegalArgumentException if it is out of range
   */
  public final O gradientAccumulationSteps(int gradientAccumulationSteps) {
    return with(
        copy -> copy.assignAccumulation(new Accumulation((long) gradientAccumulationSteps)));
  }

  /**
   * A copy with a change, the body of every wither.
   *
   * @param change assigns fields of the copy, which nobody else holds yet
   * @return the copy
   */
  protected final O with(Consumer<O> change) {
    try {
      @SuppressWarnings("unchecked") // O is the class itself, by the contract of the parameter
      O copy = (O) clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new AssertionError(e);
    }
  }
}
